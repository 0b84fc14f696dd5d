package huxley.io.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import huxley.neuron.problem.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MechanismReaderTest {
    private static final String LEAK = "NEURON { SUFFIX leak NONSPECIFIC_CURRENT i RANGE g }\n"
            + "PARAMETER { g = 0.001 (S/cm2) v (mV) }\nASSIGNED { i (mA/cm2) }\nBREAKPOINT { i = g * v }\n";

    @TempDir
    private Path folder;

    @Test
    void folderGivesItsFilesSortedAndFileGivesItself() throws IOException {
        Path b = Files.writeString(folder.resolve("b.mod"), LEAK);
        Path a = Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("a.mod"), LEAK);
        Files.writeString(folder.resolve("notes.txt"), "");
        assertEquals(List.of(a, b), MechanismReader.files(folder));
        assertEquals(List.of(b), MechanismReader.files(b));
    }

    @Test
    void latin1CommentsAndIncludesBesideTheFileAreRead() throws IOException {
        Files.writeString(folder.resolve("body.inc"), LEAK);
        Path file = folder.resolve("leak.mod");
        Files.write(file,
                ("COMMENT Universit\u00e4t ENDCOMMENT\nINCLUDE \"body.inc\"\n").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("leak", MechanismReader.read(file).name());
    }

    @Test
    void missingFileIsNamed() {
        Path file = folder.resolve("none.mod");
        InvalidInputException missing = assertThrows(InvalidInputException.class, () -> MechanismReader.files(file));
        assertEquals(file + ": error: does not exist\n  hint: give a .mod file or a folder with .mod files\n",
                missing.getMessage());
    }
}
