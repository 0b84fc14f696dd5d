package huxley.solver.cache;

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
 * Compiled code on disk, by the hash of its source and of what compiled it. A file is the SHA-256 of what follows, then the
 * code; one that does not match its hash counts as absent. Files appear whole or not at all. That the
 * folder cannot be used costs time and nothing else.
 */
public final class ContentCache {
    private static final int HASH_LENGTH = 32;

    private final Path folder;
    private final String suffix;

    /** @param suffix of file names, such as {@code .class} */
    public ContentCache(Path folder, String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    /** The folder for caches that the system names, or the usual one. */
    public static Path userFolder() {
        for (String variable : new String[] {"HUXLEY_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"}) {
            String value = System.getenv(variable);
            if (value != null && !value.isBlank()) {
                return Path.of(value, "huxley", "kernels");
            }
        }
        return Path.of(System.getProperty("user.home"), ".cache", "huxley", "kernels");
    }

    /** The key of what {@code compiler} makes of {@code source}. */
    public static String key(String compiler, String source) {
        return HexFormat.of().formatHex(hash((compiler + "\n" + source).getBytes(StandardCharsets.UTF_8)));
    }

    public Optional<byte[]> find(String key) {
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

    public void keep(String key, byte[] content) {
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
        return folder.resolve(key + suffix);
    }

    private static byte[] hash(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
