package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One complaint per class of mistake, word for word. */
class MalformedMorphologyTest {
    @TempDir
    Path folder;

    @Test
    void missingValuesAreShown() throws IOException {
        assertEquals("""
                bad.swc:2:1: error: an SWC point needs 7 values, this line has 2
                  2 | 3 3  # rest is missing
                    | ^^^
                  hint: the order is: id type x y z radius parent
                """, complaint("bad.swc", "1 1 0 0 0 1 -1\n3 3  # rest is missing\n"));
    }

    @Test
    void wordsWhereNumbersBelongAreShown() throws IOException {
        assertEquals("""
                bad.swc:1:1: error: the radius of a point is a number, got 'wide'
                  1 | 1 1 0 0 0 wide -1
                    | ^^^^^^^^^^^^^^^^^
                  hint: the order is: id type x y z radius parent

                bad.swc:2:1: error: the type of a point is a whole number, got '1.5'
                  2 | 2 1.5 0 0 0 1 1
                    | ^^^^^^^^^^^^^^^
                  hint: the order is: id type x y z radius parent
                """, complaint("bad.swc", "1 1 0 0 0 wide -1\n2 1.5 0 0 0 1 1\n"));
    }

    @Test
    void idUsedTwice() throws IOException {
        assertEquals("""
                bad.swc:2:1: error: id 1 is used twice; line 1 has it already
                  2 | 1 3 0 0 5 1 1
                    | ^^^^^^^^^^^^^
                """, complaint("bad.swc", "1 1 0 0 0 1 -1\n1 3 0 0 5 1 1\n"));
    }

    @Test
    void parentThatDoesNotExist() throws IOException {
        assertEquals("""
                bad.swc:2:1: error: parent 7 is no point of this file
                  2 | 2 3 0 0 5 1 7
                    | ^^^^^^^^^^^^^
                  hint: the root has parent -1
                """, complaint("bad.swc", "1 1 0 0 0 1 -1\n2 3 0 0 5 1 7\n"));
    }

    @Test
    void circleOfParents() throws IOException {
        assertEquals("""
                bad.swc:2:1: error: point 2 is its own ancestor: the parents from here lead round in a circle
                  2 | 2 3 0 0 5 1 3
                    | ^^^^^^^^^^^^^
                  hint: the root has parent -1
                """, complaint("bad.swc", "1 1 0 0 0 1 -1\n2 3 0 0 5 1 3\n3 3 0 0 6 1 2\n"));
    }

    @Test
    void twoRoots() throws IOException {
        assertTrue(complaint("bad.swc", "1 3 0 0 0 1 -1\n2 3 0 0 5 1 1\n3 3 9 0 0 1 -1\n4 3 9 0 5 1 3\n").contains("""
                bad.swc:3:1: error: two roots: the trees that start in line 1 and here are not connected
                  3 | 3 3 9 0 0 1 -1
                    | ^^^^^^^^^^^^^^
                  hint: a cell is one tree; all points but one have a parent
                """));
    }

    @Test
    void twoSomata() throws IOException {
        assertEquals("""
                bad.swc:3:1: error: multiple somata: one starts in line 1, another here
                  3 | 3 1 9 0 0 1 -1
                    | ^^^^^^^^^^^^^^
                  hint: a file holds one cell; soma points form one connected piece
                """, complaint("bad.swc", "1 1 0 0 0 1 -1\n2 3 0 0 5 1 1\n3 1 9 0 0 1 -1\n"));
    }

    @Test
    void negativeRadius() throws IOException {
        assertEquals("""
                bad.swc:2:1: error: radius -1.0 um is below 0
                  2 | 2 3 0 0 5 -1 1
                    | ^^^^^^^^^^^^^^
                """, complaint("bad.swc", "1 1 0 0 0 1 -1\n2 3 0 0 5 -1 1\n"));
    }

    @Test
    void emptyFile() throws IOException {
        assertEquals("""
                bad.swc: error: no point in this file
                  hint: an SWC line reads: id type x y z radius parent
                """, complaint("bad.swc", ""));
    }

    @Test
    void fileOfAnotherKindIsGivenUpSoon() throws IOException {
        assertTrue(complaint("bad.swc", "these are just\nwords\n".repeat(500)).endsWith("""
                bad.swc:11:1: error: 10 lines are no points; reading stops here
                  11 | these are just
                     | ^
                  hint: is this an SWC file?
                """));
    }

    @Test
    void somaAloneIsASphere() throws IOException {
        Morphology cell = read("ok.swc", "1 1 0 0 0 5 -1", new Problems());
        assertEquals(1, cell.size());
        assertEquals(Math.PI * 100, cell.section(0).area_um2(), 1e-9);
    }

    @Test
    void missingFile() {
        String message = assertThrows(InvalidInputException.class,
                () -> MorphologyReader.read(folder.resolve("gone.swc"), new Problems())).getMessage();
        assertEquals("gone.swc: error: no morphology here: there is no such file\n", message.replace(folder + "/", ""));
    }

    @Test
    void unclosedParenthesis() throws IOException {
        assertEquals(
                """
                        bad.asc:3:5: error: the file ends within a point after 2 of its 4 values; the '(' of line 3 is not closed
                          3 | (1 1
                            |     ^
                          hint: was the file cut off?
                        """,
                complaint("bad.asc", "(\"CellBody\"\n(CellBody)\n(1 1"));
    }

    @Test
    void closingWordWithinABranch() throws IOException {
        assertEquals("""
                bad.asc:2:12: error: this stands behind 'Incomplete' of line 2, which ends the branch
                  2 | Incomplete (0 0 2 1))
                    |            ^
                """, complaint("bad.asc", "((Axon) (0 0 0 1) (0 0 1 1)\nIncomplete (0 0 2 1))"));
    }

    @Test
    void strayClosingParenthesis() throws IOException {
        assertEquals("""
                bad.asc:1:29: error: ')' closes nothing
                  1 | ((Axon) (0 0 0 1) (0 0 1 1)))
                    |                             ^
                """, complaint("bad.asc", "((Axon) (0 0 0 1) (0 0 1 1)))"));
    }

    @Test
    void parentsBehindChildrenAreFine() throws IOException {
        Problems problems = new Problems();
        Morphology cell = read("ok.swc", "3 3 0 0 9 1 2\n2 3 0 0 5 1 1\n1 1 0 0 0 4 -1\n", problems);
        assertEquals(List.of(), problems.all());
        assertEquals(List.of("soma[0]", "dend[0]"), cell.sections().stream().map(s -> s.name()).toList());
        assertEquals(4, cell.section(1).length_um());
    }

    @Test
    void axonOnADendriteKeepsNeuronsOrderOfTypes() throws IOException {
        Morphology cell = read("ok.swc", """
                1 1 0 0 0 4 -1
                2 3 0 0 5 1 1
                3 3 0 0 9 1 2
                4 3 0 0 12 1 3
                5 2 0 3 9 1 3
                6 2 0 6 9 1 5
                """, new Problems());
        assertEquals(List.of("soma[0]", "axon[0]", "dend[0]", "dend[1]"),
                cell.sections().stream().map(s -> s.name()).toList());
        assertEquals(2, cell.section(1).parent());
    }

    private String complaint(String name, String text) throws IOException {
        Problems problems = new Problems();
        List<Problem> found = assertThrows(InvalidInputException.class, () -> read(name, text, problems)).problems();
        return String.join("\n", found.stream().map(Problem::render).toList()).replace(folder + "/", "");
    }

    private Morphology read(String name, String text, Problems problems) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return MorphologyReader.read(file, problems);
    }
}
