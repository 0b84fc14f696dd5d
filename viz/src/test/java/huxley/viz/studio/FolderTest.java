package huxley.viz.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks on folders: none reads, writes or removes anything outside, or more than is allowed inside. */
class FolderTest {
    private static final long ROOM = 1 << 20;

    @TempDir
    private Path outside;

    private Path inside = Path.of("");
    private Folder folder = new Folder(inside);

    @BeforeEach
    void secretBesideTheFolder() throws IOException {
        inside = Files.createDirectory(outside.resolve("inside"));
        Files.writeString(outside.resolve("secret"), "secret");
        folder = new Folder(inside);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/../../secret", "..", ".", "", "/etc/passwd", "a//b", "a/./b", "a\\..\\b",
            "C:x",
            "a\u0000b", ".hidden", "a/.hidden", " ", "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q", "%2e%2e/secret/../../secret"})
    void pathsThatLeadElsewhereAreRefused(String path) {
        assertThrows(Refusal.class, () -> folder.file(path));
        assertThrows(Refusal.class, () -> folder.write(path, bytes("x"), ROOM));
        assertThrows(Refusal.class, () -> folder.delete(path));
        assertTrue(Files.exists(outside.resolve("secret")));
    }

    @Test
    void linksAreNeverFollowed() throws IOException {
        Files.createSymbolicLink(inside.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(inside.resolve("folder"), outside);
        for (String path : List.of("file", "folder/secret", "folder/new")) {
            assertThrows(Refusal.class, () -> folder.file(path), path);
            assertThrows(Refusal.class, () -> folder.write(path, bytes("x"), ROOM), path);
            assertThrows(Refusal.class, () -> folder.delete(path), path);
        }
        assertEquals(List.of(), folder.list());
        Folder.remove(inside);
        assertEquals("secret", Files.readString(outside.resolve("secret")));
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        folder.write("channels/na.mod", bytes("NEURON {}"), ROOM);
        assertEquals(List.of("channels/na.mod"), folder.list().stream().map(Folder.Entry::path).toList());
        assertEquals("NEURON {}", Files.readString(folder.file("channels/na.mod")));
        folder.delete("channels/na.mod");
        assertFalse(Files.exists(inside.resolve("channels")));
    }

    @Test
    void uploadThatIsTooLargeLeavesTheFileAsItWas() throws IOException {
        folder.write("model.json", bytes("old"), ROOM);
        Refusal refused = assertThrows(Refusal.class, () -> folder.write("model.json", bytes("newer"), 4));
        assertEquals(413, refused.status());
        assertEquals("old", Files.readString(inside.resolve("model.json")));
        assertEquals(3, Folder.bytesBelow(inside));
    }

    private static InputStream zip(String name, long zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            byte[] some = new byte[1 << 16];
            for (long written = 0; written < zeros; written += some.length) {
                zip.write(some);
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    void archiveThatUnpacksToMoreThanThereIsRoomForIsRefused() throws IOException {
        InputStream bomb = zip("bomb", 200L << 20);
        assertTrue(bomb.available() < ROOM, "small to send");
        assertEquals(413, assertThrows(Refusal.class, () -> folder.unzip(bomb, ROOM)).status());
        assertEquals(0, Folder.bytesBelow(inside));
    }

    @Test
    void archiveOfTooManyFilesIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i <= 5_000; i++) {
                zip.putNextEntry(new ZipEntry("f" + i));
            }
        }
        assertThrows(Refusal.class, () -> folder.unzip(new ByteArrayInputStream(bytes.toByteArray()), ROOM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/tmp/evil", "a/../../evil", "..\\evil"})
    void archiveWithPathsThatLeadElsewhereIsRefused(String name) throws IOException {
        InputStream archive = zip(name, 10);
        assertThrows(Refusal.class, () -> folder.unzip(archive, ROOM));
        assertFalse(Files.exists(outside.resolve("evil")));
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertThrows(Refusal.class, () -> folder.unzip(bytes("no zip at all"), ROOM));
    }
}
