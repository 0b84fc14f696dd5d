package huxley.viz.studio;

import org.eclipse.jetty.http.HttpStatus;

/** What was asked for cannot be had: a status of HTTP and one sentence for the user. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refusal wrong(String message) {
        return new Refusal(HttpStatus.BAD_REQUEST_400, message);
    }

    static Refusal forbidden(String message) {
        return new Refusal(HttpStatus.FORBIDDEN_403, message);
    }

    static Refusal absent(String message) {
        return new Refusal(HttpStatus.NOT_FOUND_404, message);
    }

    static Refusal taken(String message) {
        return new Refusal(HttpStatus.CONFLICT_409, message);
    }

    static Refusal tooLarge(String message) {
        return new Refusal(HttpStatus.PAYLOAD_TOO_LARGE_413, message);
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
