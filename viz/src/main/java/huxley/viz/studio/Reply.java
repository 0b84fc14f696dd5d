package huxley.viz.studio;

import java.nio.file.Path;

/** What a request is answered with. */
sealed interface Reply {
    /** Anything that can be written as JSON. */
    record Value(Object value) implements Reply {
    }

    /** JSON as a command has printed it. */
    record Printed(String json) implements Reply {
    }

    /** A file; whatever it is, a browser saves it or draws it as a picture, and never runs it. */
    record File(Path path) implements Reply {
    }

    /** All files of a folder. */
    record Archive(String name, Folder folder) implements Reply {
    }

    /** Nothing to say. */
    record Done() implements Reply {
    }
}
