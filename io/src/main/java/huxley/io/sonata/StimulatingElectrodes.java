package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Extracellular stimulation as BMTK's {@code xstim} defines it: electrodes are clouds of points in a homogeneous medium, all
 * with one waveform. The potential at distance r (um) of a current is {@code amp * resistance / (4 pi r)} times 10^4 (mV).
 *
 * @param points {x, y, z} um of every point of an electrode, [electrode][point]
 * @param waveform of time (ms)
 */
record StimulatingElectrodes(List<List<double[]>> points, double resistance_Ohm_cm, DoubleUnaryOperator waveform) {
    private static final double TO_MV = 0.01 * 1e6;
    private static final double NEAREST_UM = 10;

    static StimulatingElectrodes read(ConfigObject input, Problems problems) {
        Path file = input.path("positions_file").orElseThrow(() -> new InvalidInputException(
                Problem.error(input.where(), "input '" + input.name() + "' names no positions_file", null)));
        BlankTable table = BlankTable.read(DocumentReader.load(file, input.where("positions_file")));
        Path meshes = input.path("mesh_files_dir").orElse(file.resolveSibling("."));
        double[][] position = columns(table, problems, "pos_x", "pos_y", "pos_z");
        double[][] angle = columns(table, problems, "rotation_x", "rotation_y", "rotation_z");
        problems.throwIfErrors();
        List<List<double[]>> electrodes = new ArrayList<>();
        for (int e = 0; e < table.rows().size(); e++) {
            double[][] mesh = {{0}, {0}, {0}};
            if (table.has("electrode_mesh_file")) {
                Path path = meshes.resolve(table.word(e, "electrode_mesh_file"));
                mesh = columns(BlankTable.read(DocumentReader.load(path, input.where("positions_file"))), problems,
                        "x_pos", "y_pos", "z_pos");
                problems.throwIfErrors();
            }
            electrodes.add(placed(mesh, new double[] {position[0][e], position[1][e], position[2][e]},
                    new double[] {angle[0][e], angle[1][e], angle[2][e]}));
        }
        return new StimulatingElectrodes(electrodes, input.number("resistance", 300), waveform(input, problems));
    }

    private static double[][] columns(BlankTable table, Problems problems, String... names) {
        double[][] columns = new double[names.length][];
        for (int i = 0; i < names.length; i++) {
            columns[i] = table.column(names[i], problems);
        }
        return columns;
    }

    /** Turned about its own origin, then moved so that its mean is at the position. */
    private static List<double[]> placed(double[][] mesh, double[] position, double[] angle) {
        double[] x = {1, 0, 0, 0, Math.cos(angle[0]), -Math.sin(angle[0]), 0, Math.sin(angle[0]), Math.cos(angle[0])};
        double[] y = {Math.cos(angle[1]), 0, Math.sin(angle[1]), 0, 1, 0, -Math.sin(angle[1]), 0, Math.cos(angle[1])};
        double[] z = {Math.cos(angle[2]), -Math.sin(angle[2]), 0, Math.sin(angle[2]), Math.cos(angle[2]), 0, 0, 0, 1};
        double[] rotation = Coordinates.product(Coordinates.product(x, y), z);
        int n = mesh[0].length;
        List<double[]> points = new ArrayList<>();
        double[] mean = new double[3];
        for (int i = 0; i < n; i++) {
            double[] turned = Coordinates.turned(rotation, new double[] {mesh[0][i], mesh[1][i], mesh[2][i]});
            points.add(turned);
            for (int k = 0; k < 3; k++) {
                mean[k] += turned[k] / n;
            }
        }
        for (double[] point : points) {
            for (int k = 0; k < 3; k++) {
                point[k] += position[k] - mean[k];
            }
        }
        return points;
    }

    private static DoubleUnaryOperator waveform(ConfigObject input, Problems problems) {
        ConfigObject waveform = input.object("waveform");
        String shape = waveform.text("shape").orElse("");
        double amp = waveform.number("amp", 0);
        double from = waveform.number("del", 0);
        double to = from + waveform.number("dur", 0);
        double frequency_per_ms = waveform.number("freq", 0) / 1000;
        double phase = waveform.number("phase", Math.PI);
        double offset = waveform.number("offset", 0);
        waveform.warnOfUnknownKeys();
        return switch (shape) {
        case "dc" -> t -> from < t && t < to ? amp : 0;
        case "sin" -> t -> from < t && t < to ? amp * Math.sin(2 * Math.PI * frequency_per_ms * t + phase) + offset : 0;
        default -> {
            problems.error(input.where("waveform"), "waveform '" + shape + "' is not supported",
                    "shapes are dc and sin, with del (ms), dur (ms), amp and, for sin, freq (Hz)");
            yield t -> 0;
        }
        };
    }

    /** Potential at a place when the waveform is 1, mV; NaN where an electrode is nearer than 10 um. */
    double at_mV(double[] place) {
        double sum = 0;
        for (List<double[]> electrode : points) {
            double inverse = 0;
            for (double[] point : electrode) {
                double r_um = Math.hypot(Math.hypot(place[0] - point[0], place[1] - point[1]), place[2] - point[2]);
                inverse += r_um < NEAREST_UM ? Double.NaN : 1 / r_um;
            }
            sum += inverse / electrode.size();
        }
        return sum * resistance_Ohm_cm / (4 * Math.PI) * TO_MV;
    }
}
