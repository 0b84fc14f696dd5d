package huxley.solver.simd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Compiled classes on disk, by the hash of their source and of the Java that compiled them. A file is the SHA-256 of what
 * follows, then the class; one that does not match its hash counts as absent. Files appear whole or not at all. That the
 * folder cannot be used costs time and nothing else.
 */
final class ClassCache {
    private static final int HASH_LENGTH = 32;

    private final Path folder;

    ClassCache(Path folder) {
        this.folder = folder;
    }

    /** The folder for caches that the system names, or the usual one. */
    static Path userFolder() {
        for (String variable : new String[] {"HUXLEY_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"}) {
            String value = System.getenv(variable);
            if (value != null && !value.isBlank()) {
                return Path.of(value, "huxley", "kernels");
            }
        }
        return Path.of(System.getProperty("user.home"), ".cache", "huxley", "kernels");
    }

    /** The key of a source text. */
    static String key(String source) {
        String java = System.getProperty("java.vm.version", "");
        return HexFormat.of().formatHex(hash((java + "\n" + source).getBytes(StandardCharsets.UTF_8)));
    }

    Optional<byte[]> find(String key) {
        try {
            byte[] file = Files.readAllBytes(path(key));
            if (file.length > HASH_LENGTH) {
                byte[] content = Arrays.copyOfRange(file, HASH_LENGTH, file.length);
                if (Arrays.equals(hash(content), Arrays.copyOf(file, HASH_LENGTH))) {
                    return Optional.of(content);
                }
            }
        } catch (IOException | SecurityException absent) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    void keep(String key, byte[] content) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".tmp");
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.writeBytes(hash(content));
                bytes.writeBytes(content);
                Files.write(draft, bytes.toByteArray());
                Files.move(draft, path(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | SecurityException unusable) {
            // compiled again next time
        }
    }

    private Path path(String key) {
        return folder.resolve(key + ".class");
    }

    private static byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
