package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.CorticalGrowth;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files are read or refused with a complaint; nothing else happens. */
class MutatedMorphologyTest {
    private static final String ASC = """
            ; a small cell
            ("CellBody" (Color Red) (CellBody) (4 0 0 1) (3 3 0 1) (0 4 0 1) (-4 0 0 1) (0 -4 0 1))
            ( (Color RGB (255, 0, 0)) (Dendrite)
              (0 5 0 2) (0 9 0 1.5) <(Class 4 "none") (1 9 0 1)>
              ( (1 12 0 1) (2 15 0 1) Normal | (Cross (Name "M") (0 9 0 1)) (-1 12 0 1) (-2 15 0 1) Incomplete ) )
            ( (Axon) (0 -5 0 1) (0 -30 0 1) )
            ( (Font "A" 1) (0 0 0) "text" )
            """;
    private static final String[] SCRAPS = {"(", ")", "|", "<", ">", "\"", "-1", "0", "nan", "1e400", "Normal", "\n",
            ";", "#",
            " 5 ", "(1 2 3 4)", "(Axon)", "1 1 0 0 0 1 -1\n", "\u0000", ","};

    @TempDir
    Path folder;

    @Test
    void damagedSwcIsReadOrRefused() throws IOException {
        String swc = SwcWriter.write(CorticalGrowth.grow(CorticalGrowth.PYRAMIDAL, 1), "").lines().limit(120)
                .collect(Collectors.joining("\n"));
        mutate(swc, "cell.swc", 200);
    }

    @Test
    void damagedAscIsReadOrRefused() throws IOException {
        mutate(ASC, "cell.asc", 700);
    }

    private void mutate(String text, String name, int rounds) throws IOException {
        int read = 0;
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            StringBuilder damaged = new StringBuilder(text);
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                int at = random.nextInt(Math.max(1, damaged.length() - 1));
                switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(8)));
                case 1 -> damaged.insert(at, SCRAPS[random.nextInt(SCRAPS.length)]);
                case 2 -> damaged.setLength(Math.max(1, at));
                default -> damaged.replace(at, at + 1, Integer.toString(random.nextInt(10)));
                }
            }
            Path file = folder.resolve(name);
            Files.writeString(file, damaged);
            read += isUsable(file) ? 1 : 0;
        }
        assertTrue(read > rounds / 50, read + " of " + rounds + " could still be read");
    }

    private static boolean isUsable(Path file) {
        Morphology morphology;
        try {
            morphology = MorphologyReader.read(file, new Problems());
        } catch (InvalidInputException e) {
            return false;
        }
        double[] ra = new double[morphology.size()];
        Arrays.fill(ra, 100);
        Compartments cell = Discretization.divide(morphology, Discretization.uniform(morphology, 3), ra, Set.of());
        for (int i = 0; i < cell.size(); i++) {
            assertTrue(Double.isFinite(cell.area_um2()[i]) && cell.area_um2()[i] >= 0);
            assertTrue(i == 0 || cell.resistance_MOhm()[i] > 0);
        }
        return true;
    }
}
