package huxley.io.document;

import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.exc.StreamConstraintsException;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON text into a tree of {@link Node}s with positions. */
public final class DocumentReader {
    /** Objects and lists within each other. */
    private static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build();

    /** Some editors on Windows put it first. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final Source source;
    private final Problems problems;
    private final JsonParser parser;

    private DocumentReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.parser = FACTORY.createParser(ObjectReadContext.empty(), source.text());
    }

    /**
     * The tree of {@code source}; keys that stand twice in an object are reported to {@code problems}.
     *
     * @throws InvalidInputException if the text is not JSON
     */
    public static Node read(Source source, Problems problems) {
        DocumentReader reader = new DocumentReader(source, problems);
        try (JsonParser parser = reader.parser) {
            if (parser.nextToken() == null) {
                throw new InvalidInputException(Problem.error(source.span(0, 0), "the file is empty",
                        "a model is a JSON object, { \"huxley\": \"1\", ... }"));
            }
            Node root = reader.node();
            if (parser.nextToken() != null) {
                throw new InvalidInputException(
                        Problem.error(reader.here(), "text after the end of the document", null));
            }
            return root;
        } catch (JacksonException e) {
            throw new InvalidInputException(reader.notJson(e));
        }
    }

    /**
     * The text of a file.
     *
     * @param mention where the file is asked for, for the complaint
     * @throws InvalidInputException if it cannot be read
     */
    public static Source load(Path file, Span mention) {
        try {
            String text = Files.readString(Reach.readable(file));
            return new Source(file.toString(), text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(Problem.error(mention, "no such file: " + file, neighbours(file)));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(Problem.error(mention, file + " is not a text file in UTF-8", null));
        } catch (IOException e) {
            String why = Reach.isFolder(file) ? "it is a folder" : FileTrouble.inWords(e);
            throw new InvalidInputException(Problem.error(mention, "cannot read " + file + ": " + why, null));
        }
    }

    private static @Nullable String neighbours(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path name = file.getFileName();
        if (folder == null || name == null || !Reach.isFolder(folder)) {
            return "paths are relative to the file that names them";
        }
        try (var list = Files.list(folder)) {
            List<String> names = list.map(p -> String.valueOf(p.getFileName()))
                    .filter(other -> !other.equals(name.toString())).toList();
            return huxley.neuron.problem.Suggestion.nearest(name.toString(), names)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("paths are relative to the file that names them");
        } catch (IOException e) {
            return null;
        }
    }

    private Node node() {
        JsonToken token = parser.currentToken();
        return switch (token) {
        case START_OBJECT -> fields();
        case START_ARRAY -> items();
        case VALUE_STRING -> {
            int start = offset(parser.currentTokenLocation());
            String value = parser.getString();
            yield new Node.Text(value, source.span(start, offset(parser.currentLocation())));
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
            String literal = parser.getString();
            yield new Node.Number(Double.parseDouble(literal), literal, here(literal.length()));
        }
        case VALUE_TRUE -> new Node.Truth(true, here(4));
        case VALUE_FALSE -> new Node.Truth(false, here(5));
        case VALUE_NULL -> new Node.Nothing(here(4));
        default -> throw new IllegalStateException("JSON token " + token + "; please report");
        };
    }

    private Node fields() {
        int start = offset(parser.currentTokenLocation());
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int nameStart = offset(parser.currentTokenLocation());
            String name = parser.getString();
            Span nameWhere = source.span(nameStart, Math.min(nameStart + name.length() + 2, source.text().length()));
            parser.nextToken();
            Node value = node();
            Node.Field before = fields.putIfAbsent(name, new Node.Field(name, nameWhere, value));
            if (before != null) {
                problems.error(nameWhere, "key \"" + name + "\" stands twice in this object",
                        "the first is in line " + before.nameWhere().line());
            }
        }
        return new Node.Fields(fields, source.span(start, offset(parser.currentTokenLocation()) + 1));
    }

    private Node items() {
        int start = offset(parser.currentTokenLocation());
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new Node.Items(items, source.span(start, offset(parser.currentTokenLocation()) + 1));
    }

    private Span here() {
        return here(1);
    }

    private Span here(int length) {
        int start = offset(parser.currentTokenLocation());
        return source.span(start, Math.min(source.text().length(), start + length));
    }

    private int offset(@Nullable TokenStreamLocation location) {
        long offset = location == null ? 0 : location.getCharOffset();
        return (int) Math.clamp(offset, 0, source.text().length());
    }

    private Problem notJson(JacksonException e) {
        int at = offset(e.getLocation() == null ? parser.currentLocation() : e.getLocation());
        String message = switch (e) {
        case StreamConstraintsException _ when parser.streamReadContext().getNestingDepth() >= DEEPEST ->
            "more than " + DEEPEST + " objects and lists are nested";
        case UnexpectedEndOfInputException _ -> "the file ends too early";
        default -> e.getOriginalMessage().lines().findFirst().orElse("unreadable")
                .replaceFirst(" \\(start marker.*| at \\[Source.*", "");
        };
        int start = Math.min(at, Math.max(0, source.text().length() - 1));
        return Problem.error(source.span(start, Math.min(source.text().length(), start + 1)),
                "this is not JSON: " + message,
                "check the commas, quotes and brackets before this place");
    }
}
