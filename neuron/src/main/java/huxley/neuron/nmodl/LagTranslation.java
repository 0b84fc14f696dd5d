package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxItem.Code;
import huxley.neuron.nmodl.SyntaxItem.Declaration;
import huxley.neuron.nmodl.SyntaxItem.Declarations;
import huxley.neuron.nmodl.SyntaxItem.Equations;
import huxley.neuron.nmodl.SyntaxItem.Function;
import huxley.neuron.nmodl.SyntaxItem.NetReceive;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.Lag;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces {@code LAG x BY d} by NMODL that remembers x, tree -> tree. Afterwards {@code lag_x_d} is the value that x had
 * d ms ago, linear between the times at which the statement ran; before d ms have passed it is the first value seen.
 *
 * <p>The past of one instance is kept in a ring of {@value #LENGTH} samples: every step of a lag up to
 * {@value #LENGTH} steps long, at least {@code d / LENGTH} apart beyond.
 */
final class LagTranslation {
    private static final int LENGTH = 1024;

    /** lag_x_d -> its first statement. */
    private final Map<String, Lag> lags = new LinkedHashMap<>();

    private LagTranslation() {
    }

    static NmodlFile translate(NmodlFile file) {
        LagTranslation translation = new LagTranslation();
        List<SyntaxItem> items = new ArrayList<>(file.items().stream().map(translation::item).toList());
        if (translation.lags.isEmpty()) {
            return file;
        }
        translation.lags.forEach((name, lag) -> {
            items.add(declarations(name, lag.where()));
            items.add(new Code("INITIAL", NmodlText.block(name + "_count = 0", lag.where()), lag.where()));
        });
        return new NmodlFile(file.source(), List.copyOf(items));
    }

    private SyntaxItem item(SyntaxItem item) {
        return switch (item) {
        case Code c -> new Code(c.keyword(), block(c.body()), c.where());
        case Equations e -> new Equations(e.keyword(), e.name(), e.solveFor(), block(e.body()), e.where());
        case Function f -> new Function(f.keyword(), f.name(), f.arguments(), f.unit(), block(f.body()), f.where());
        case NetReceive r -> new NetReceive(r.arguments(), block(r.body()), r.where());
        default -> item;
        };
    }

    private Block block(Block block) {
        return new Block(block.statements().stream().map(this::statement).toList(), block.where());
    }

    private SyntaxStatement statement(SyntaxStatement statement) {
        return switch (statement) {
        case Lag lag -> remember(lag);
        case Block b -> block(b);
        case SyntaxStatement.If s -> new SyntaxStatement.If(s.condition(), block(s.then()),
                s.otherwise() == null ? null : statement(s.otherwise()), s.where());
        default -> statement;
        };
    }

    private Block remember(Lag lag) {
        String name = "lag_" + lag.variable().name() + "_" + lag.by().name();
        lags.putIfAbsent(name, lag);
        return NmodlText.block("""
                IF (lag_count == 0 || t < lag_time[lag_new]) {
                  lag_count = 1  lag_new = 0  lag_old = 0  lag_time[0] = t  lag_value[0] = x
                } ELSE {
                  IF (t > lag_time[lag_new] && (lag_count == 1
                      || t - lag_time[fmod(lag_new + SIZE - 1, SIZE)] > delay/(SIZE - 2))) {
                    lag_new = fmod(lag_new + 1, SIZE)
                    lag_count = lag_count + 1
                  }
                  lag_time[lag_new] = t  lag_value[lag_new] = x
                  WHILE (lag_old != lag_new && t - lag_time[fmod(lag_old + 1, SIZE)] >= delay) {
                    lag_old = fmod(lag_old + 1, SIZE)
                  }
                }
                lag = lag_value[lag_old]
                IF (lag_old != lag_new && t - delay > lag_time[lag_old]) {
                  lag_next = fmod(lag_old + 1, SIZE)
                  lag = lag + (t - delay - lag_time[lag_old])/(lag_time[lag_next] - lag_time[lag_old])
                      *(lag_value[lag_next] - lag)
                }
                """.replaceAll("\\blag", name).replaceAll("\\bx\\b", lag.variable().name())
                .replaceAll("\\bdelay\\b", lag.by().name()).replace("SIZE", String.valueOf(LENGTH)), lag.where());
    }

    private static Declarations declarations(String name, Span where) {
        Word length = new Word(String.valueOf(LENGTH), where);
        List<Declaration> all = new ArrayList<>();
        for (String variable : List.of("", "_count", "_new", "_old", "_next")) {
            all.add(new Declaration(name + variable, null, null, null, null, null, null, where));
        }
        all.add(new Declaration(name + "_time", length, null, null, null, null, null, where));
        all.add(new Declaration(name + "_value", length, null, null, null, null, null, where));
        return new Declarations("ASSIGNED", all, where);
    }
}
