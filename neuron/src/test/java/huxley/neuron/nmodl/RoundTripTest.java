package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.nmodl.SyntaxItem.NeuronStatement;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parsing what was printed gives the same tree; trees are compared by a text that shows every node. */
class RoundTripTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void printedRandomFileParsesToTheSameTree(long seed) {
        assertRoundTrip(new Source("seed " + seed, new RandomNmodl(seed).file()));
    }

    @Test
    void printedPublishedFileParsesToTheSameTree() {
        Assumptions.assumeTrue(CorpusTest.DATA.toFile().isDirectory(), "shared data is not on this machine");
        CorpusTest.mechanisms(CorpusTest.DATA.resolve("nmodl")).forEach(file -> assertRoundTrip(CorpusTest.read(file)));
    }

    @ParameterizedTest
    @MethodSource("huxley.neuron.nmodl.BuiltIns#names")
    void printedBuiltInParsesToTheSameTree(String name) {
        assertRoundTrip(BuiltIns.source(name).orElseThrow());
    }

    private static void assertRoundTrip(Source source) {
        NmodlFile first = Parser.parse(source, Includes.none());
        String printed = SyntaxPrinter.print(first);
        NmodlFile second = Parser.parse(new Source(source.name(), printed), Includes.none());
        assertEquals(shape(first.items()), shape(second.items()), source.name());
    }

    /** All nodes with their contents, but without positions and without words that print as comments. */
    private static void shape(@Nullable Object node, StringBuilder out) {
        switch (node) {
        case Span _ -> {
        }
        case List<?> list -> {
            out.append('[');
            list.forEach(element -> shape(element, out));
            out.append(']');
        }
        case NeuronStatement.Mark mark when mark.word().equals("REPRESENTS") -> {
        }
        case Record record -> {
            out.append(record.getClass().getSimpleName()).append('(');
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    shape(component.getAccessor().invoke(record), out);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
            out.append(')');
        }
        case null, default -> out.append(node).append(' ');
        }
    }

    private static String shape(List<SyntaxItem> items) {
        StringBuilder out = new StringBuilder();
        shape(items, out);
        return out.toString();
    }
}
