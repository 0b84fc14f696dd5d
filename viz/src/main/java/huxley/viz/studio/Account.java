package huxley.viz.studio;

import huxley.viz.wire.Token;

/** Someone who works here. */
public record Account(String name, Token token, Quota quota) {
    public Account {
        if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
            throw new IllegalArgumentException(
                    "the name of a user has 1 to 40 letters, digits, '-' or '_', and nothing else: '" + name + "'");
        }
    }
}
