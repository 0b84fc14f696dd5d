package huxley.bench;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.CorticalGrowth;
import huxley.neuron.morphology.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Grows cells of many shapes and prints them as sections of {@code models.json}: two pyramidal cells, then one that is
 * bushy at random, and so on. The same number gives the same cells.
 */
public final class Growth {
    private static final double COMPARTMENT_um = 40;

    private Growth() {
    }

    /** {@code CELLS}. */
    public static void main(String[] arguments) {
        List<List<Object[]>> cells = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            cells.add(i % 3 == 2
                    ? bushy(new SplittableRandom(i))
                    : sections(CorticalGrowth.grow(CorticalGrowth.PYRAMIDAL, i)));
        }
        System.out.println(JsonMapper.builder().build().writeValueAsString(cells));
    }

    private static List<Object[]> sections(Morphology morphology) {
        List<Object[]> sections = new ArrayList<>();
        for (int s = 0; s < morphology.size(); s++) {
            Section section = morphology.section(s);
            double diam = (section.at(0)[3] + section.at(1)[3]) / 2;
            sections.add(line(name(morphology, s), s == 0 ? null : name(morphology, section.parent()),
                    section.length_um(), diam));
        }
        return sections;
    }

    private static String name(Morphology morphology, int section) {
        return section == 0 ? "soma" : morphology.section(section).name();
    }

    private static List<Object[]> bushy(SplittableRandom random) {
        List<Object[]> sections = new ArrayList<>();
        sections.add(line("soma", null, 15, 15));
        sections.add(line("axon[0]", "soma", 60, 1));
        for (int i = random.nextInt(20, 90); i > 0; i--) {
            int parent = random.nextInt(Math.max(0, sections.size() - 12), sections.size());
            String name = (String) sections.get(parent)[0];
            sections.add(line("dend[" + i + "]", name.startsWith("axon") ? "soma" : name, random.nextDouble(15, 140),
                    random.nextDouble(0.5, 2)));
        }
        return sections;
    }

    private static Object[] line(String name, @Nullable String parent, double length_um,
            double diam_um) {
        return new Object[] {name, parent, length_um, diam_um, 1 + 2 * (int) (length_um / COMPARTMENT_um / 2)};
    }
}
