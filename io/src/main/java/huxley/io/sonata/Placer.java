package huxley.io.sonata;

import huxley.neuron.cell.Cell;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the places of synapses: where the edges say them (section and position), otherwise drawn. Each cell draws from a
 * stream of its own, in the order of edge populations and of the edges onto it, exactly as BMTK does.
 */
final class Placer {
    /** Columns that say a place: section id and position. */
    private static final List<String[]> COLUMNS = List.of(new String[] {"afferent_section_id", "afferent_section_pos"},
            new String[] {"sec_id", "sec_x"});
    private static final String EVERYWHERE = "['somatic', 'basal', 'apical']";

    private final Nodes nodes;
    private final Problems problems;
    private final Map<Integer, Numpy> streams = new HashMap<>();
    private final Map<String, TargetSegments> choices = new HashMap<>();
    private final Map<String, double[]> ranges = new HashMap<>();

    Placer(Nodes nodes, Problems problems) {
        this.nodes = nodes;
        this.problems = problems;
    }

    /** The columns that say the places of edges; null if they are to be drawn. */
    static String @Nullable [] placeColumns(EdgePopulation edges) {
        for (String[] columns : COLUMNS) {
            if (edges.attributes().isColumn(columns[0]) && edges.attributes().isColumn(columns[1])) {
                return columns;
            }
        }
        return null;
    }

    /** @param cells [gid] */
    SynapsePlaces place(EdgePopulation edges, NodePopulation targets, EdgePopulation.ByTarget byTarget,
            List<Cell> cells) {
        String[] columns = placeColumns(edges);
        return columns == null ? drawn(edges, targets, byTarget, cells) : said(edges, targets, columns, cells);
    }

    private SynapsePlaces said(EdgePopulation edges, NodePopulation targets, String[] columns, List<Cell> cells) {
        int[] compartment = new int[edges.size()];
        boolean complained = false;
        for (int e = 0; e < compartment.length; e++) {
            int target = edges.target()[e];
            compartment[e] = -1;
            if (nodes.kind(targets, target) != NodeKind.BIOPHYSICAL) {
                continue;
            }
            Cell cell = cells.get(nodes.gid(targets, target));
            double section = edges.attributes().number(e, columns[0]);
            double x = edges.attributes().number(e, columns[1]);
            Morphology morphology = java.util.Objects.requireNonNull(cell.morphology());
            if (section >= 0 && section < morphology.size() && x >= 0 && x <= 1) {
                compartment[e] = cell.compartments().locate((int) section, x);
            } else if (!complained) {
                problems.error(edges.mention(), "edge " + e + " of '" + edges.name() + "' ends at " + x
                        + " of section " + (long) section + " of node " + target + ", whose cell has the sections 0 to "
                        + (morphology.size() - 1) + " from 0 to 1", null);
                complained = true;
            }
        }
        return new SynapsePlaces(new int[0], compartment);
    }

    private SynapsePlaces drawn(EdgePopulation edges, NodePopulation targets, EdgePopulation.ByTarget byTarget,
            List<Cell> cells) {
        int[] start = starts(edges, targets);
        int[] compartment = new int[start[edges.size()]];
        for (int target = 0; target < targets.size(); target++) {
            if (nodes.kind(targets, target) == NodeKind.BIOPHYSICAL) {
                Cell cell = cells.get(nodes.gid(targets, target));
                Numpy stream = streams.computeIfAbsent(nodes.bmtkGid(targets, target), Numpy::new);
                for (int p = byTarget.first()[target]; p < byTarget.first()[target + 1]; p++) {
                    int e = byTarget.edge()[p];
                    TargetSegments choice = choice(edges, e, cell);
                    for (int s = start[e]; s < start[e + 1]; s++) {
                        boolean some = choice.compartment().length > 0;
                        compartment[s] = some ? choice.compartment()[stream.choice(choice.upTo())] : -1;
                    }
                }
            }
        }
        return new SynapsePlaces(start, compartment);
    }

    /** Synapses only on cells; a point neuron takes all of an edge at once. */
    private int[] starts(EdgePopulation edges, NodePopulation targets) {
        int[] start = new int[edges.size() + 1];
        for (int e = 0; e < edges.size(); e++) {
            double count = edges.attributes().number(e, "nsyns");
            boolean cell = nodes.kind(targets, edges.target()[e]) == NodeKind.BIOPHYSICAL;
            start[e + 1] = start[e] + (cell ? Double.isNaN(count) ? 1 : Math.max(0, (int) count) : 0);
        }
        return start;
    }

    private TargetSegments choice(EdgePopulation edges, int edge, Cell cell) {
        Attributes attributes = edges.attributes();
        String sections = java.util.Objects.requireNonNullElse(attributes.text(edge, "target_sections"), EVERYWHERE);
        String range = java.util.Objects.requireNonNullElse(attributes.text(edge, "distance_range"), "[0, 1e20]");
        String key = System.identityHashCode(cell.compartments()) + sections + range;
        TargetSegments known = choices.get(key);
        if (known == null) {
            Span where = attributes.where(edge, "distance_range");
            double[] limits = ranges.computeIfAbsent(range, r -> limits(r, where));
            known = TargetSegments.of(java.util.Objects.requireNonNull(cell.morphology()), cell.compartments(),
                    TargetSegments.types(sections, attributes.where(edge, "target_sections"), problems), limits[0],
                    limits[1]);
            if (known.compartment().length == 0) {
                problems.warning(where, "cell '" + cell.name() + "' has nothing of " + sections + " between " + range
                        + " um, so these edges make no synapse on it", null);
            }
            choices.put(key, known);
        }
        return known;
    }

    /** {@code [from, to]}, or only {@code to}. */
    private double[] limits(String range, Span where) {
        List<Double> numbers = new ArrayList<>();
        for (String word : range.replaceAll("[\\[\\]]", " ").strip().split("[\\s,]+")) {
            try {
                numbers.add(Double.parseDouble(word));
            } catch (NumberFormatException e) {
                problems.error(where, "'" + range + "' is no range of distances", "such as [30.0, 150.0] in um");
                return new double[] {0, 0};
            }
        }
        return numbers.size() == 1
                ? new double[] {0, numbers.getFirst()}
                : new double[] {numbers.get(0), numbers.get(1)};
    }
}
