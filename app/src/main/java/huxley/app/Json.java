package huxley.app;

import java.io.PrintWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints records and lists of records as JSON, for programs that read the output. */
final class Json {
    private Json() {
    }

    static void print(PrintWriter out, Object value) {
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        out.println(mapper.writeValueAsString(value));
    }
}
