package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxItem.Code;
import huxley.neuron.nmodl.SyntaxItem.Equations;
import huxley.neuron.nmodl.SyntaxItem.Function;
import huxley.neuron.nmodl.SyntaxItem.NetReceive;
import huxley.neuron.nmodl.SyntaxItem.Neuron;
import huxley.neuron.nmodl.SyntaxItem.NeuronStatement;
import huxley.neuron.nmodl.SyntaxItem.Verbatim;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.nmodl.Token.Kind;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces the C code of published files by NMODL, tree -> tree. C is never run. Recognised are:
 *
 * <ul>
 * <li>streams of random numbers behind a POINTER or BBCOREPOINTER: it becomes a RANDOM variable, the function that picks
 * from it a draw
 * <li>loops over vectors that only a script could set: they see no vector
 * <li>{@code return}, {@code break}, output, checks of the stepper, and code that is NMODL but for its semicolons
 * <li>functions that no block calls, which scripts alone could use: they are left out, with a warning
 * </ul>
 *
 * What is not recognised stays a VERBATIM statement, which the checker reports.
 */
final class VerbatimTranslation {
    private final Problems problems;
    private final Set<String> streams = new HashSet<>();

    private VerbatimTranslation(Problems problems) {
        this.problems = problems;
    }

    static NmodlFile translate(NmodlFile file, Problems problems) {
        if (!file.source().text().contains("VERBATIM")
                && file.items().stream().noneMatch(item -> item.where().text().contains("VERBATIM"))) {
            return file;
        }
        return new VerbatimTranslation(problems).file(file);
    }

    private NmodlFile file(NmodlFile file) {
        Set<String> called = called(file);
        List<SyntaxItem> items = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Span first = null;
        for (SyntaxItem item : file.items()) {
            boolean idle = item instanceof Function f && !called.contains(f.name().name())
                    && item.where().text().contains("VERBATIM");
            if (idle) {
                left.add(((Function) item).name().name());
                first = first == null ? ((Function) item).name().where() : first;
            } else if (!(item instanceof Verbatim)) {
                items.add(item(item));
            }
        }
        if (first != null) {
            problems.warning(first, "left out, since they hold C code and no block calls them: "
                    + String.join(", ", left), null);
        }
        return new NmodlFile(file.source(), items.stream().map(this::withStreams).toList());
    }

    /** Functions that blocks run by the engine call, directly or not. */
    private static Set<String> called(NmodlFile file) {
        Map<String, Set<String>> callees = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        for (SyntaxItem item : file.items()) {
            switch (item) {
            case Function f -> callees.put(f.name().name(), names(f.body().where()));
            case Code c -> open.addAll(names(c.where()));
            case Equations e -> open.addAll(names(e.body().where()));
            case NetReceive r -> open.addAll(names(r.where()));
            default -> {
            }
            }
        }
        Set<String> called = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            String name = open.pop();
            if (callees.containsKey(name) && called.add(name)) {
                open.addAll(callees.getOrDefault(name, Set.of()));
            }
        }
        return called;
    }

    private static Set<String> names(Span body) {
        Set<String> names = new LinkedHashSet<>();
        for (Token token : Lexer.tokens(new Source("", body.text()))) {
            if (token.kind() == Kind.NAME) {
                names.add(token.text());
            }
        }
        return names;
    }

    private SyntaxItem item(SyntaxItem item) {
        return switch (item) {
        case Function f -> function(f);
        case Code c -> new Code(c.keyword(), body(c.body(), ""), c.where());
        case NetReceive r -> new NetReceive(r.arguments(), body(r.body(), ""), r.where());
        case Equations e -> new Equations(e.keyword(), e.name(), e.solveFor(), body(e.body(), ""), e.where());
        default -> item;
        };
    }

    /** A function that picks from a stream does so whatever else stands in it: the rest deals with a missing stream. */
    private Function function(Function f) {
        for (SyntaxStatement statement : f.body().statements()) {
            if (statement instanceof SyntaxStatement.Verbatim v) {
                CFragment code = CFragment.of(v.text());
                Optional<CFragment.Draw> draw = code.draw();
                if (draw.isPresent()) {
                    streams.add(draw.get().stream());
                    String function = draw.get().function();
                    if (function.isEmpty()) {
                        function = f.name().name().contains("exp") || f.name().name().equals("erand")
                                ? "random_negexp"
                                : "random_uniform";
                    }
                    return with(f, NmodlText.block(f.name().name() + " = " + function + "(" + draw.get().stream() + ")",
                            v.where()));
                }
                if (code.readsVector() && code.text().contains("index")) {
                    return with(f, NmodlText.block("index = -1", v.where()));
                }
            }
        }
        return with(f, body(f.body(), f.name().name()));
    }

    private static Function with(Function f, Block body) {
        return new Function(f.keyword(), f.name(), f.arguments(), f.unit(), body, f.where());
    }

    private Block body(Block block, String function) {
        return EarlyReturns.remove(LoopBreaks.remove(block(block, function)));
    }

    private Block block(Block block, String function) {
        List<SyntaxStatement> out = new ArrayList<>();
        int skipped = 0;
        for (SyntaxStatement statement : block.statements()) {
            if (skipped > 0) {
                if (statement instanceof SyntaxStatement.Verbatim v) {
                    CFragment code = CFragment.of(v.text());
                    skipped += code.openBraces();
                    if (skipped <= 0 && !code.afterClosingBraces().isEmpty()) {
                        verbatim(code.afterClosingBraces(), v, function, out);
                    }
                }
            } else if (statement instanceof SyntaxStatement.Verbatim v) {
                CFragment code = CFragment.of(v.text());
                if (code.openBraces() > 0 && code.readsVector()) {
                    skipped = code.openBraces();
                } else {
                    verbatim(code, v, function, out);
                }
            } else {
                out.add(inside(statement, function));
            }
        }
        return new Block(out, block.where());
    }

    private SyntaxStatement inside(SyntaxStatement statement, String function) {
        return switch (statement) {
        case Block b -> block(b, function);
        case SyntaxStatement.If s -> new SyntaxStatement.If(s.condition(), block(s.then(), function),
                s.otherwise() == null ? null : inside(s.otherwise(), function), s.where());
        case SyntaxStatement.While s -> new SyntaxStatement.While(s.condition(), block(s.body(), function), s.where());
        case SyntaxStatement.For s -> new SyntaxStatement.For(s.counter(), s.from(), s.to(), s.by(),
                block(s.body(), function), s.where());
        case SyntaxStatement.ForNetcons s -> new SyntaxStatement.ForNetcons(s.arguments(), block(s.body(), function),
                s.where());
        case SyntaxStatement.Initial s -> new SyntaxStatement.Initial(body(s.body(), function), s.where());
        default -> statement;
        };
    }

    private void verbatim(CFragment code, SyntaxStatement.Verbatim original, String function,
            List<SyntaxStatement> out) {
        Span where = original.where();
        if (code.isEmpty() || code.needsVector()) {
            return;
        }
        if (code.isReturn()) {
            out.add(new SyntaxStatement.Return(where));
            return;
        }
        if (code.isBreak()) {
            out.add(new SyntaxStatement.Break(where));
            return;
        }
        Optional<String> reset = code.reset();
        if (reset.isPresent()) {
            streams.add(reset.get());
            out.addAll(NmodlText.block("random_setseq(" + reset.get() + ", 0)", where).statements());
            return;
        }
        Optional<String> nmodl = (function.isEmpty() ? code : code.returningFrom(function)).asNmodl();
        if (nmodl.isPresent()) {
            try {
                out.addAll(NmodlText.block(nmodl.get(), where).statements());
                return;
            } catch (InvalidInputException e) {
                // not NMODL either: the checker reports the whole block
            }
        }
        out.add(original);
    }

    private SyntaxItem withStreams(SyntaxItem item) {
        if (!(item instanceof Neuron neuron) || streams.isEmpty()) {
            return item;
        }
        List<NeuronStatement> statements = new ArrayList<>();
        for (NeuronStatement statement : neuron.statements()) {
            if (statement instanceof NeuronStatement.Names names && names.keyword().endsWith("POINTER")) {
                add(names.keyword(), names, false, statements);
                add("RANDOM", names, true, statements);
            } else {
                statements.add(statement);
            }
        }
        return new Neuron(statements, neuron.where());
    }

    private void add(String keyword, NeuronStatement.Names names, boolean areStreams, List<NeuronStatement> out) {
        List<Word> chosen = names.names().stream().filter(word -> streams.contains(word.name()) == areStreams).toList();
        if (!chosen.isEmpty()) {
            out.add(new NeuronStatement.Names(keyword, chosen, names.where()));
        }
    }
}
