package huxley.bench.device;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes trees as sections of {@code models.json}: name, parent, length, diameter, compartments, where it attaches. */
final class TreeGrowth {
    private static final double COMPARTMENT_um = 20;
    private static final int STRETCH = 10;

    private final SplittableRandom random;
    private final List<Object[]> sections = new ArrayList<>();
    /** [section] compartments from the root to its end. */
    private final List<Integer> depth = new ArrayList<>();

    private TreeGrowth(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A tree of about so many compartments, the longest path of which has {@code deepest}. */
    static JsonNode tree(int compartments, int deepest, long seed) {
        TreeGrowth growth = new TreeGrowth(seed);
        growth.grow(compartments, deepest);
        return growth.json();
    }

    /** A tree of dendrites with spines: a neck and a head, each a compartment, anywhere on them. */
    static JsonNode spiny(int dendriteCompartments, int deepest, int spines, long seed) {
        TreeGrowth growth = new TreeGrowth(seed);
        growth.grow(dendriteCompartments, deepest);
        int dendrites = growth.sections.size();
        for (int spine = 0; spine < spines; spine++) {
            String on = (String) growth.sections.get(1 + growth.random.nextInt(dendrites - 1))[0];
            String neck = "neck[" + spine + "]";
            growth.sections.add(new Object[] {neck, on, 1.35, 0.25, 1, growth.random.nextDouble()});
            growth.sections.add(new Object[] {"head[" + spine + "]", neck, 0.94, 0.94, 1, 1.0});
        }
        return growth.json();
    }

    private void grow(int compartments, int deepest) {
        add("soma", -1, 1);
        int count = 1;
        int last = 0;
        while (depth.get(last) < deepest) {
            int stretch = Math.min(STRETCH, deepest - depth.get(last));
            last = add("dend[" + sections.size() + "]", last, stretch);
            count += stretch;
        }
        while (count < compartments) {
            int parent = random.nextInt(sections.size());
            int stretch = Math.min(Math.min(1 + random.nextInt(2 * STRETCH), compartments - count),
                    deepest - depth.get(parent));
            if (stretch > 0) {
                add("dend[" + sections.size() + "]", parent, stretch);
                count += stretch;
            }
        }
    }

    private int add(String name, int parent, int compartments) {
        @Nullable
        Object above = parent < 0 ? null : sections.get(parent)[0];
        double diam_um = parent < 0 ? COMPARTMENT_um : 1 + 2.0 / (1 + depth.get(parent));
        sections.add(new Object[] {name, above, COMPARTMENT_um * compartments, diam_um, compartments, 1.0});
        depth.add(compartments + (parent < 0 ? 0 : depth.get(parent)));
        return sections.size() - 1;
    }

    private JsonNode json() {
        return JsonMapper.builder().build().valueToTree(sections);
    }
}
