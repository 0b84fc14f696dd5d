package huxley.viz.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a request has to know to be served. */
public final class Token {
    private static final int BYTES = 16;

    private final String text;

    /** @param text letters, digits, and other characters that need no escape in an address */
    public Token(String text) {
        if (!text.matches("[A-Za-z0-9._~-]{8,200}")) {
            throw new IllegalArgumentException(
                    "a token has 8 to 200 letters, digits, '-', '.', '_' or '~', and nothing else");
        }
        this.text = text;
    }

    /** One that nobody can guess. */
    public static Token random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Token(HexFormat.of().formatHex(bytes));
    }

    /** To be told to the user only. */
    public String text() {
        return text;
    }

    /** Takes as long for any token of the same length, so that none can be found out letter by letter. */
    public boolean is(@Nullable String given) {
        return given != null && MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8),
                given.getBytes(StandardCharsets.UTF_8));
    }
}
