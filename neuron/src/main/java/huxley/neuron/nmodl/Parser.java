package huxley.neuron.nmodl;

import huxley.neuron.nmodl.StatementParser.Tilde;
import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.nmodl.SyntaxItem.Code;
import huxley.neuron.nmodl.SyntaxItem.Declaration;
import huxley.neuron.nmodl.SyntaxItem.Declarations;
import huxley.neuron.nmodl.SyntaxItem.Define;
import huxley.neuron.nmodl.SyntaxItem.Equations;
import huxley.neuron.nmodl.SyntaxItem.Function;
import huxley.neuron.nmodl.SyntaxItem.FunctionTable;
import huxley.neuron.nmodl.SyntaxItem.Include;
import huxley.neuron.nmodl.SyntaxItem.Independent;
import huxley.neuron.nmodl.SyntaxItem.NetReceive;
import huxley.neuron.nmodl.SyntaxItem.Neuron;
import huxley.neuron.nmodl.SyntaxItem.NeuronStatement;
import huxley.neuron.nmodl.SyntaxItem.Title;
import huxley.neuron.nmodl.SyntaxItem.TopLocal;
import huxley.neuron.nmodl.SyntaxItem.UnitDefinition;
import huxley.neuron.nmodl.SyntaxItem.Units;
import huxley.neuron.nmodl.SyntaxItem.UnitsSwitch;
import huxley.neuron.nmodl.SyntaxItem.Verbatim;
import huxley.neuron.nmodl.SyntaxStatement.Argument;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.nmodl.Token.Kind;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text -> {@link NmodlFile}, by recursive descent. The first thing that is not NMODL is thrown. */
final class Parser {
    private static final int DEEPEST_INCLUDE = 32;

    private final TokenReader in;
    private final ExpressionParser expressions;
    private final StatementParser statements;
    private final Includes includes;
    private final List<Source> opened;
    private final List<SyntaxItem> items = new ArrayList<>();

    private Parser(Source source, Includes includes, List<Source> opened) {
        this.in = new TokenReader(source);
        this.expressions = new ExpressionParser(in);
        this.statements = new StatementParser(in, expressions);
        this.includes = includes;
        this.opened = opened;
    }

    static NmodlFile parse(Source source, Includes includes) {
        return new NmodlFile(source, new Parser(source, includes, List.of(source)).file());
    }

    private List<SyntaxItem> file() {
        while (in.peek().kind() != Kind.END) {
            item();
        }
        return List.copyOf(items);
    }

    private void item() {
        Token token = in.peek();
        Span start = token.where();
        switch (token.kind()) {
        case TITLE -> {
            in.next();
            items.add(new Title(token.text(), start));
        }
        case VERBATIM -> {
            in.next();
            items.add(new Verbatim(token.text(), start));
        }
        case KEYWORD -> keyword(token);
        case NAME, NUMBER, STRING, SYMBOL, UNKNOWN, END -> throw in.unexpected("a block such as NEURON or BREAKPOINT",
                Suggestion.nearest(token.text(), Keywords.BLOCKS).map(k -> "did you mean " + k + "?").orElse(null));
        }
    }

    private void keyword(Token token) {
        switch (token.text()) {
        case "NEURON" -> neuron();
        case "UNITS" -> units();
        case "PARAMETER", "CONSTANT", "ASSIGNED", "STATE" -> declarations();
        case "INDEPENDENT" -> independent();
        case "UNITSON", "UNITSOFF" -> {
            in.next();
            items.add(new UnitsSwitch(token.is("UNITSON"), token.where()));
        }
        case "LOCAL" -> items.add(new TopLocal(statements.localNames(), in.from(token.where())));
        case "DEFINE" -> define();
        case "INCLUDE" -> include();
        case "INITIAL", "BREAKPOINT", "CONSTRUCTOR", "DESTRUCTOR" -> {
            in.next();
            items.add(new Code(token.text(), statements.block(Tilde.NOTHING), in.from(token.where())));
        }
        case "BEFORE", "AFTER" -> hook();
        case "DERIVATIVE", "KINETIC", "LINEAR", "NONLINEAR" -> equations();
        case "FUNCTION", "PROCEDURE" -> function();
        case "FUNCTION_TABLE" -> functionTable();
        case "NET_RECEIVE" -> {
            in.next();
            List<Argument> arguments = statements.arguments("NET_RECEIVE");
            items.add(new NetReceive(arguments, statements.block(Tilde.NOTHING), in.from(token.where())));
        }
        default -> throw in.unexpected("a block such as NEURON or BREAKPOINT",
                Keywords.OBSOLETE.contains(token.text())
                        ? token.text() + " is not part of the NMODL that simulators of neurons use"
                        : null);
        }
    }

    private void neuron() {
        Span start = in.next().where();
        in.expect("{", "after NEURON");
        List<NeuronStatement> lines = new ArrayList<>();
        while (!in.accept("}")) {
            lines.add(neuronStatement());
        }
        items.add(new Neuron(lines, in.from(start)));
    }

    private NeuronStatement neuronStatement() {
        Token token = in.peek();
        Span start = token.where();
        switch (token.kind() == Kind.KEYWORD ? token.text() : "") {
        case "SUFFIX", "POINT_PROCESS", "ARTIFICIAL_CELL" -> {
            in.next();
            Word name = in.name("the name of the mechanism");
            return new NeuronStatement.Kind(token.text(), name, in.from(start));
        }
        case "USEION" -> {
            return useIon();
        }
        case "RANGE", "GLOBAL", "POINTER", "BBCOREPOINTER", "EXTERNAL", "RANDOM", "NONSPECIFIC_CURRENT",
                "ELECTRODE_CURRENT" -> {
            in.next();
            List<Word> names = in.names("a name after " + token.text());
            return new NeuronStatement.Names(token.text(), names, in.from(start));
        }
        case "THREADSAFE" -> {
            in.next();
            return new NeuronStatement.Mark(token.text(), start);
        }
        case "REPRESENTS" -> {
            represents();
            return new NeuronStatement.Mark(token.text(), in.from(start));
        }
        default -> throw in.unexpected("a statement of the NEURON block or '}'", Suggestion.nearest(token.text(),
                List.of("SUFFIX", "POINT_PROCESS", "ARTIFICIAL_CELL", "USEION", "NONSPECIFIC_CURRENT",
                        "ELECTRODE_CURRENT", "RANGE", "GLOBAL", "POINTER", "BBCOREPOINTER", "EXTERNAL", "THREADSAFE",
                        "RANDOM"))
                .map(k -> "did you mean " + k + "?").orElse(null));
        }
    }

    /** An ontology name; what follows its colon is a comment to the lexer. */
    private void represents() {
        in.next();
        in.accept("[");
        in.name("the name of an ontology");
        in.accept("]");
    }

    private NeuronStatement useIon() {
        Span start = in.next().where();
        Word ion = in.name("the name of an ion");
        List<Word> reads = new ArrayList<>();
        List<Word> writes = new ArrayList<>();
        Double valence = null;
        while (true) {
            if (in.accept("READ")) {
                reads.addAll(in.names("a quantity of '" + ion.name() + "' after READ"));
            } else if (in.accept("WRITE")) {
                writes.addAll(in.names("a quantity of '" + ion.name() + "' after WRITE"));
            } else if (in.accept("VALENCE") || in.accept("CHARGE")) {
                valence = in.number("a number after VALENCE");
            } else if (in.at("REPRESENTS")) {
                represents();
            } else {
                return new NeuronStatement.UseIon(ion, reads, writes, valence, in.from(start));
            }
        }
    }

    private void units() {
        Span start = in.next().where();
        in.expect("{", "after UNITS");
        List<UnitDefinition> definitions = new ArrayList<>();
        while (!in.accept("}")) {
            definitions.add(unitDefinition());
        }
        items.add(new Units(definitions, in.from(start)));
    }

    private UnitDefinition unitDefinition() {
        Span start = in.peek().where();
        if (in.at("(")) {
            UnitText name = in.unit();
            in.expect("=", "after the unit");
            UnitText meaning = in.unit();
            return new UnitDefinition.Alias(name, meaning, in.from(start));
        }
        Word name = in.name("a unit in parentheses, the name of a constant, or '}'");
        in.expect("=", "after the name of the constant");
        if (in.at("(")) {
            UnitText of = in.unit();
            in.accept("->");
            UnitText unit = in.unit();
            return new UnitDefinition.Factor(name, of, unit, in.from(start));
        }
        Span number = in.peek().where();
        double value = in.number("a number or a unit in parentheses");
        return new UnitDefinition.Constant(name, value, in.from(number).text(), in.optionalUnit(), in.from(start));
    }

    private void declarations() {
        Token keyword = in.next();
        in.expect("{", "after " + keyword.text());
        List<Declaration> declarations = new ArrayList<>();
        while (!in.accept("}")) {
            declarations.add(declaration(keyword.text()));
            in.accept(",");
        }
        items.add(new Declarations(keyword.text(), declarations, in.from(keyword.where())));
    }

    private Declaration declaration(String block) {
        Word name = in.name("the name of a variable or '}' in " + block);
        while (in.accept("'")) {
            continue;
        }
        Word length = null;
        if (in.accept("[")) {
            length = in.wholeNumber("the length of the array");
            in.expect("]", "after the length of the array");
        }
        Double value = null;
        if (in.accept("=")) {
            value = definedNumber("a number after '='");
        }
        Double min = null;
        Double max = null;
        if (in.accept("FROM")) {
            min = in.number("a number after FROM");
            in.expect("TO", "after the lowest value");
            max = in.number("a number after TO");
        }
        if (in.accept("START")) {
            value = in.number("a number after START");
        }
        UnitText unit = in.optionalUnit();
        Double tolerance = null;
        if (in.accept("<")) {
            tolerance = in.number("a number after '<'");
            if (in.accept(",")) {
                min = tolerance;
                tolerance = null;
                max = in.number("the highest value");
            }
            in.expect(">", "after the limits");
        }
        return new Declaration(name.name(), length, value, unit, min, max, tolerance, in.from(name.where()));
    }

    private double definedNumber(String what) {
        if (!in.atName()) {
            return in.number(what);
        }
        Token token = in.peek();
        for (SyntaxItem item : items) {
            if (item instanceof Define define && define.name().name().equals(token.text())) {
                in.next();
                return define.value();
            }
        }
        throw in.unexpected(what);
    }

    private void independent() {
        Span start = in.next().where();
        in.expect("{", "after INDEPENDENT");
        while (!in.accept("}")) {
            if (in.next().kind() == Kind.END) {
                throw in.unexpected("'}' after INDEPENDENT");
            }
        }
        Span where = in.from(start);
        items.add(new Independent(where.text(), where));
    }

    private void define() {
        Span start = in.next().where();
        Word name = in.name("the name to define");
        double value = in.number("a whole number");
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    Problem.error(in.from(start), "DEFINE takes a whole number, got " + value, null));
        }
        items.add(new Define(name, (int) value, in.from(start)));
    }

    private void include() {
        Span start = in.next().where();
        if (in.peek().kind() != Kind.STRING) {
            throw in.unexpected("the name of a file in quotes after INCLUDE");
        }
        Token file = in.next();
        Source found = includes.find(file.text(), in.source()).orElseThrow(() -> new InvalidInputException(
                Problem.error(file.where(), "there is no file '" + file.text() + "'",
                        "INCLUDE looks beside " + in.source().name())));
        boolean cyclic = opened.stream().anyMatch(s -> s.name().equals(found.name()));
        if (cyclic || opened.size() > DEEPEST_INCLUDE) {
            throw new InvalidInputException(
                    Problem.error(file.where(), "'" + file.text() + "' includes itself", null));
        }
        List<Source> path = new ArrayList<>(opened);
        path.add(found);
        items.add(new Include(file.text(), in.from(start)));
        items.addAll(new Parser(found, includes, path).file());
    }

    private void hook() {
        Token keyword = in.next();
        Token moment = in.peek();
        if (!in.accept("BREAKPOINT") && !in.accept("SOLVE") && !in.accept("INITIAL") && !in.accept("STEP")) {
            throw in.unexpected("BREAKPOINT, SOLVE, INITIAL or STEP after " + keyword.text());
        }
        String name = keyword.text() + " " + moment.text();
        items.add(new Code(name, statements.block(Tilde.NOTHING), in.from(keyword.where())));
    }

    private void equations() {
        Token keyword = in.next();
        Word name = in.name("the name of the " + keyword.text() + " block");
        List<Word> solveFor = in.accept("SOLVEFOR") ? in.names("the name of a state") : List.of();
        Tilde tilde = switch (keyword.text()) {
        case "KINETIC" -> Tilde.REACTION;
        case "LINEAR", "NONLINEAR" -> Tilde.EQUATION;
        default -> Tilde.NOTHING;
        };
        items.add(new Equations(keyword.text(), name, solveFor, statements.block(tilde), in.from(keyword.where())));
    }

    private void function() {
        Token keyword = in.next();
        Word name = in.name("the name of the " + keyword.text());
        List<Argument> arguments = statements.arguments("the name of the " + keyword.text());
        @Nullable
        UnitText unit = in.optionalUnit();
        items.add(new Function(keyword.text(), name, arguments, unit, statements.block(Tilde.NOTHING),
                in.from(keyword.where())));
    }

    private void functionTable() {
        Span start = in.next().where();
        Word name = in.name("the name of the FUNCTION_TABLE");
        List<Argument> arguments = statements.arguments("the name of the FUNCTION_TABLE");
        items.add(new FunctionTable(name, arguments, in.optionalUnit(), in.from(start)));
    }
}
