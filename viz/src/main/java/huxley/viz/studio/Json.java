package huxley.viz.studio;

import tools.jackson.databind.json.JsonMapper;

/** How records are written and read. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {
    }
}
