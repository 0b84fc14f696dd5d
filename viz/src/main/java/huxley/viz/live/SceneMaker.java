package huxley.viz.live;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Frusta;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.synapse.Circuit;
import huxley.synapse.Population;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a {@link Scene} from a circuit. */
final class SceneMaker {
    /** Around the origin, of cells that have no morphology, um. */
    private static final float BALL_um = 15;
    private static final int ROTATION = 9;

    private final Circuit circuit;
    private final List<Scene.Shape> shapes = new ArrayList<>();
    private final Map<Compartments, Integer> known = new IdentityHashMap<>();

    SceneMaker(Circuit circuit) {
        this.circuit = circuit;
    }

    /** In the order in which {@link #cells} came upon them. */
    List<Scene.Shape> shapes() {
        return shapes;
    }

    Scene.Cells cells(Detail detail) {
        boolean all = detail.allCompartments(circuit);
        int every = detail.everyCell(circuit);
        int n = Math.ceilDiv(circuit.cells().size(), every);
        int[] gid = IntStream.range(0, n).map(i -> i * every).toArray();
        int[] shape = new int[n];
        int[] shown = new int[n];
        String[] label = new String[n];
        float[][] at_um = new float[3][n];
        float[] rotation = new float[isTurned() ? n * ROTATION : 0];
        int population = 0;
        List<Population> populations = circuit.populations().stream()
                .filter(p -> p.first() < circuit.cells().size()).sorted((a, b) -> a.first() - b.first()).toList();
        for (int i = 0; i < n; i++) {
            Circuit.CellInstance instance = circuit.cells().get(gid[i]);
            shape[i] = shape(instance.cell());
            shown[i] = all ? instance.cell().compartments().size() : 1;
            label[i] = instance.label();
            while (population < populations.size() && populations.get(population).end() <= gid[i]) {
                population++;
            }
            Population of = population < populations.size() && populations.get(population).contains(gid[i])
                    ? populations.get(population)
                    : null;
            place(of, gid[i], i, at_um, rotation);
        }
        return new Scene.Cells(gid, shape, shown, label, at_um[0], at_um[1], at_um[2], rotation);
    }

    private boolean isTurned() {
        return circuit.populations().stream()
                .anyMatch(p -> p.placement() != null && p.placement().rotation().length > 0);
    }

    private static void place(@Nullable Population population, int gid, int i, float[][] at_um, float[] rotation) {
        Population.Placement placement = population == null ? null : population.placement();
        int member = population == null ? 0 : gid - population.first();
        if (placement != null) {
            at_um[0][i] = (float) placement.x_um()[member];
            at_um[1][i] = (float) placement.y_um()[member];
            at_um[2][i] = (float) placement.z_um()[member];
        }
        double[] turned = placement == null ? new double[0] : placement.rotation();
        for (int k = 0; rotation.length > 0 && k < ROTATION; k++) {
            rotation[i * ROTATION + k] = turned.length > 0
                    ? (float) turned[member * ROTATION + k]
                    : k % 4 == 0 ? 1 : 0;
        }
    }

    List<Scene.Group> populations() {
        return circuit.populations().stream()
                .map(p -> new Scene.Group(p.name(), p.first(), p.count(), p.first() >= circuit.cells().size()))
                .toList();
    }

    List<Scene.Trace> traces() {
        return circuit.probes().stream().map(p -> new Scene.Trace(p.label(), p.unit(), p.interval_ms())).toList();
    }

    private int shape(Cell cell) {
        return known.computeIfAbsent(cell.compartments(), _ -> {
            shapes.add(cell.morphology() == null ? ball(cell) : tree(cell, cell.morphology()));
            return shapes.size() - 1;
        });
    }

    private static Scene.Shape tree(Cell cell, Morphology morphology) {
        Compartments compartments = cell.compartments();
        List<Scene.Section> sections = new ArrayList<>();
        for (int s = 0; s < morphology.size(); s++) {
            Section section = morphology.section(s);
            sections.add(new Scene.Section(section.name(), section.name().replaceFirst("\\[\\d+]$", ""),
                    section.parent(), compartments.firstOf(s), compartments.countIn(s), section.length_um()));
        }
        Frusta frusta = Frusta.of(morphology, compartments);
        float[] cone_um = new float[frusta.size() * 8];
        for (int i = 0; i < frusta.size(); i++) {
            for (int k = 0; k < 4; k++) {
                cone_um[8 * i + k] = (float) frusta.from_um()[i][k];
                cone_um[8 * i + 4 + k] = (float) frusta.to_um()[i][k];
            }
        }
        return shape(cell, sections, frusta.compartment(), cone_um);
    }

    /** What a cell without morphology looks like: a short cylinder per compartment. */
    private static Scene.Shape ball(Cell cell) {
        int n = cell.compartments().size();
        float[] cone_um = new float[8 * n];
        for (int c = 0; c < n; c++) {
            float[] cone = {BALL_um * (c - 0.5f), 0, 0, BALL_um, BALL_um * (c + 0.5f), 0, 0, BALL_um};
            System.arraycopy(cone, 0, cone_um, 8 * c, 8);
        }
        return shape(cell, List.of(new Scene.Section(cell.name(), cell.name(), -1, 0, n, n * BALL_um)),
                IntStream.range(0, n).toArray(), cone_um);
    }

    private static Scene.Shape shape(Cell cell, List<Scene.Section> sections, int[] cones, float[] cone_um) {
        Compartments c = cell.compartments();
        return new Scene.Shape(cell.name(), List.copyOf(sections), c.parent(), floats(c.x()), floats(c.distance_um()),
                floats(c.diam_um()), cones, cone_um);
    }

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
