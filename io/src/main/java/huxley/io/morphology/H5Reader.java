package huxley.io.morphology;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads morphologies in HDF5 as the Blue Brain Project writes them: {@code points} [point][x, y, z, diameter] in um and
 * {@code structure} [section][first point, type, parent section]; a section of type 1 is the outline of the soma. Neurites
 * on the soma join its centre, as in ASC files.
 */
final class H5Reader {
    private final Span file;
    private final Problems problems;
    private final Draft draft = new Draft();
    private double[][] points = new double[0][];
    private double[][] structure = new double[0][];

    private H5Reader(Span file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static Morphology read(String name, Path path, Problems problems) {
        H5Reader reader = new H5Reader(Span.none(path.toString()), problems);
        reader.load(path);
        problems.throwIfErrors();
        reader.check();
        problems.throwIfErrors();
        reader.join();
        problems.throwIfErrors();
        return reader.draft.toMorphology(name, problems);
    }

    private void load(Path path) {
        try (HdfFile hdf = new HdfFile(path)) {
            points = table(hdf, "points", 4);
            structure = table(hdf, "structure", 3);
        } catch (HdfException e) {
            problems.error(file, "this is no HDF5 file that can be read", null);
        }
    }

    private double[][] table(HdfFile hdf, String name, int columns) {
        if (!hdf.getChildren().containsKey(name) || !(hdf.getChild(name) instanceof Dataset dataset)
                || dataset.getDimensions().length != 2 || dataset.getDimensions()[1] < columns) {
            problems.error(file, "no table '" + name + "' with " + columns + " columns in this file",
                    "a morphology in HDF5 has the tables 'points' and 'structure'");
            return new double[0][];
        }
        Object data = dataset.getData();
        double[][] rows = new double[dataset.getDimensions()[0]][columns];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < columns; k++) {
                rows[i][k] = ((Number) Array.get(Array.get(data, i), k)).doubleValue();
            }
        }
        return rows;
    }

    private void check() {
        for (int s = 0; s < structure.length; s++) {
            int end = end(s);
            if (!(structure[s][0] >= 0 && structure[s][0] <= end && end <= points.length)) {
                problems.error(file, "section " + s + " starts at point " + (int) structure[s][0] + ", outside 0 to "
                        + (end - 1), null);
            }
            if (structure[s][2] >= s) {
                problems.error(file, "section " + s + " has parent " + (int) structure[s][2]
                        + "; a parent stands before its children", null);
            }
        }
        if (structure.length == 0) {
            problems.error(file, "no section in this file", null);
        }
    }

    private int end(int s) {
        return s + 1 < structure.length ? (int) structure[s + 1][0] : points.length;
    }

    private void join() {
        Draft.Part soma = soma();
        Draft.@Nullable Part[] parts = new Draft.Part[structure.length];
        Draft.@Nullable Part first = soma;
        for (int s = 0; s < structure.length; s++) {
            int type = (int) structure[s][1];
            if (type == SwcPoints.SOMA) {
                continue;
            }
            int parent = (int) structure[s][2];
            Draft.Part host = parent >= 0 ? parts[parent] : null;
            Draft.Part part = new Draft.Part(type, host == null ? first : host, jointX(host, soma), file);
            int from = (int) structure[s][0];
            if (host != null && from < end(s) && !samePlace(host.point(host.size() - 1), points[from])) {
                double[] joint = host.point(host.size() - 1);
                part.add(joint[0], joint[1], joint[2], points[from][3]);
            }
            for (int i = from; i < end(s); i++) {
                part.add(points[i][0], points[i][1], points[i][2], points[i][3]);
            }
            parts[s] = draft.add(part);
            first = first == null ? part : first;
        }
        if (soma == null) {
            problems.warning(file, "no soma in this file; the first point is taken as the root", null);
        }
    }

    private static double jointX(Draft.@Nullable Part host, Draft.@Nullable Part soma) {
        if (host != null) {
            return 1;
        }
        return soma == null ? 0 : 0.5;
    }

    private static boolean samePlace(double[] a, double[] b) {
        return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
    }

    /** Three points or more are an outline, one is a sphere, two are the ends of a cone, or a sphere when they coincide. */
    private Draft.@Nullable Part soma() {
        List<double[]> outline = new ArrayList<>();
        for (int s = 0; s < structure.length; s++) {
            for (int i = (int) structure[s][0]; structure[s][1] == SwcPoints.SOMA && i < end(s); i++) {
                outline.add(points[i]);
            }
        }
        if (outline.isEmpty()) {
            return null;
        }
        Draft.Part soma = new Draft.Part(SwcPoints.SOMA, null, 0, file);
        SomaContour contour = new SomaContour(outline, file);
        List<double[]> axis = outline.size() > 2 && contour.enclosesArea() ? contour.alongMajorAxis() : outline;
        boolean sphere = axis.stream().allMatch(point -> samePlace(point, axis.getFirst()));
        for (double[] point : sphere ? axis.subList(0, 1) : axis) {
            soma.add(point[0], point[1], point[2], point[3]);
        }
        return draft.add(soma);
    }
}
