package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.neuron.nmodl.SyntaxExpression.Literal;
import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.nmodl.SyntaxItem.UnitDefinition;
import huxley.neuron.nmodl.SyntaxStatement.Argument;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.units.Dimension;
import huxley.neuron.units.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns where quantities of different units are added, compared or assigned to each other, and where a function takes
 * one with a unit that wants a plain number. Silent between UNITSOFF and UNITSON, about variables without unit, and about
 * plain numbers. A number in parentheses, {@code (0.1)}, converts: the unit becomes as much smaller as the number says.
 */
final class UnitCheck {
    private static final int SHOWN = 5;
    private static final double TOLERANCE = 1e-4;
    /** Powers of ten beyond which a factor comes from a mole that the file leaves out, as in {@code (molar) = (1/liter)}. */
    private static final double MOLE = 15;
    private static final Set<String> WANT_NUMBER = Set.of("exp", "log", "log10", "sin", "cos", "tan", "tanh", "sinh",
            "cosh", "erf");
    private static final Set<String> KEEP_UNIT = Set.of("fabs", "abs", "floor", "ceil", "min", "max", "fmin", "fmax",
            "fmod");

    private final NmodlFile file;
    private final Declared declared;
    private final FileUnits units;
    private final List<Problem> found = new ArrayList<>();
    private final Map<String, Measure> names = new HashMap<>();
    private Map<String, Measure> locals = new HashMap<>();
    private boolean on = true;

    private UnitCheck(NmodlFile file, Declared declared, FileUnits units) {
        this.file = file;
        this.declared = declared;
        this.units = units;
    }

    static void check(NmodlFile file, Declared declared, FileUnits units, Problems problems) {
        UnitCheck check = new UnitCheck(file, declared, units);
        check.run();
        List<Problem> found = check.found;
        int shown = found.size() <= SHOWN + 1 ? found.size() : SHOWN;
        problems.addAll(found.subList(0, shown));
        if (shown < found.size()) {
            problems.warning(found.get(shown).where(),
                    "units do not fit here and in " + (found.size() - shown - 1) + " more places", null);
        }
    }

    private void run() {
        provided();
        for (SyntaxItem item : file.items()) {
            switch (item) {
            case SyntaxItem.Declarations block -> block.declarations()
                    .forEach(d -> names.put(d.name(), measure(d.unit(), Measure.UNKNOWN)));
            case SyntaxItem.Units block -> block.definitions().forEach(this::constant);
            default -> {
            }
            }
        }
        for (SyntaxItem item : file.items()) {
            switch (item) {
            case SyntaxItem.UnitsSwitch s -> on = s.on();
            case SyntaxItem.Code code -> body(List.of(), code.body());
            case SyntaxItem.Equations equations -> body(List.of(), equations.body());
            case SyntaxItem.NetReceive receive -> body(receive.arguments(), receive.body());
            case SyntaxItem.Function function -> function(function);
            default -> {
            }
            }
        }
    }

    /** Units of what the engine provides, unless the file declares the name with another. */
    private void provided() {
        names.put("v", in("mV"));
        names.put("t", in("ms"));
        names.put("dt", in("ms"));
        names.put("celsius", in("degC"));
        names.put("diam", in("um"));
        names.put("area", in("um2"));
        for (Ion ion : declared.ions) {
            names.put(ion.nameOf(Ion.Quantity.REVERSAL), in("mV"));
            names.put(ion.nameOf(Ion.Quantity.INNER), in("mM"));
            names.put(ion.nameOf(Ion.Quantity.OUTER), in("mM"));
            names.put(ion.nameOf(Ion.Quantity.CURRENT), in(declared.kind == Kind.POINT ? "nA" : "mA/cm2"));
        }
    }

    private Measure in(String unit) {
        return measure(new UnitText(unit, Span.none(unit)), Measure.UNKNOWN);
    }

    private void constant(UnitDefinition definition) {
        switch (definition) {
        case UnitDefinition.Alias _ -> {
        }
        case UnitDefinition.Constant c -> names.put(c.name().name(), measure(c.unit(), Measure.PLAIN));
        case UnitDefinition.Factor f -> names.put(f.name().name(), measure(f.in(), Measure.PLAIN));
        }
    }

    private Measure measure(@Nullable UnitText text, Measure otherwise) {
        if (text == null) {
            return otherwise;
        }
        Optional<Unit> unit = units.parse(text);
        return unit.isEmpty() ? Measure.UNKNOWN : new Measure.In(unit.get());
    }

    private void function(SyntaxItem.Function function) {
        locals = new HashMap<>();
        locals.put(function.name().name(), measure(function.unit(), Measure.UNKNOWN));
        arguments(function.arguments());
        block(function.body());
    }

    private void body(List<Argument> arguments, Block body) {
        locals = new HashMap<>();
        arguments(arguments);
        block(body);
    }

    private void arguments(List<Argument> arguments) {
        arguments.forEach(a -> locals.put(a.name(), measure(a.unit(), Measure.UNKNOWN)));
    }

    private void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(SyntaxStatement statement) {
        switch (statement) {
        case Block s -> block(s);
        case SyntaxStatement.Local s -> s.names().forEach(n -> locals.put(n.name(), Measure.PLAIN));
        case SyntaxStatement.Assign s -> assign(s);
        case SyntaxStatement.Evaluate s -> of(s.call());
        case SyntaxStatement.If s -> {
            of(s.condition());
            block(s.then());
            if (s.otherwise() != null) {
                statement(s.otherwise());
            }
        }
        case SyntaxStatement.While s -> {
            of(s.condition());
            block(s.body());
        }
        case SyntaxStatement.For s -> {
            locals.put(s.counter().name(), Measure.PLAIN);
            block(s.body());
        }
        case SyntaxStatement.ForNetcons s -> {
            arguments(s.arguments());
            block(s.body());
        }
        case SyntaxStatement.Initial s -> block(s.body());
        case SyntaxStatement.Equation s -> fit(of(s.left()), of(s.right()), "%s and %s are set equal", s.where());
        case SyntaxStatement.Reaction s -> s.rates().forEach(this::of);
        case SyntaxStatement.Watch s -> of(s.condition());
        case SyntaxStatement.Mark s -> on = s.word().equals("UNITSON") || on && !s.word().equals("UNITSOFF");
        case SyntaxStatement.Conserve _,SyntaxStatement.Geometry _,SyntaxStatement.Table _,SyntaxStatement.Solve _,SyntaxStatement.Conductance _,SyntaxStatement.Lag _,SyntaxStatement.Verbatim _,SyntaxStatement.Return _,SyntaxStatement.Break _ ->
            {
            }
        }
    }

    private void assign(SyntaxStatement.Assign assign) {
        String name = assign.target().name();
        Measure value = of(assign.value());
        Measure target = find(name);
        if (locals.containsKey(name) && !(target instanceof Measure.In)) {
            locals.put(name, value);
            return;
        }
        if (assign.target().primes() > 0) {
            target = Measure.product(target, in("ms"), -1);
        }
        fit(target, value, "%2$s is assigned to %1$s", assign.where());
    }

    private Measure find(String name) {
        Measure local = locals.get(name);
        return local != null ? local : names.getOrDefault(name, Measure.UNKNOWN);
    }

    private Measure of(SyntaxExpression expression) {
        Measure measure = switch (expression) {
        case Literal e -> measure(e.unit(), Measure.PLAIN);
        case SyntaxExpression.Name e -> find(e.name());
        case SyntaxExpression.Unary e -> of(e.operand());
        case SyntaxExpression.Group e -> e.inner() instanceof Literal number && number.unit() == null
                ? conversion(number.value())
                : of(e.inner());
        case SyntaxExpression.Binary e -> binary(e);
        case SyntaxExpression.Call e -> call(e);
        case SyntaxExpression.Text _ -> Measure.UNKNOWN;
        };
        return on ? measure : Measure.UNKNOWN;
    }

    private static Measure conversion(double factor) {
        return factor > 0 ? new Measure.In(new Unit("(" + factor + ")", 1 / factor, 0, Dimension.NONE)) : Measure.PLAIN;
    }

    private Measure binary(SyntaxExpression.Binary e) {
        Measure left = of(e.left());
        Measure right = of(e.right());
        return switch (e.operator()) {
        case MULTIPLY -> Measure.product(left, right, 1);
        case DIVIDE -> Measure.product(left, right, -1);
        case ADD, SUBTRACT -> {
            fit(left, right, e.operator() == BinaryOperator.ADD ? "%s and %s are added" : "%s and %s are subtracted",
                    e.where());
            yield Measure.sum(left, right);
        }
        case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> {
            fit(left, right, "%s and %s are compared", e.where());
            yield Measure.PLAIN;
        }
        case AND, OR -> Measure.PLAIN;
        case POWER -> power(left, e.right());
        };
    }

    private static Measure power(Measure base, SyntaxExpression exponent) {
        SyntaxExpression plain = exponent instanceof SyntaxExpression.Group group ? group.inner() : exponent;
        boolean whole = plain instanceof Literal n && n.value() == Math.rint(n.value()) && Math.abs(n.value()) < 10;
        if (whole) {
            return Measure.power(base, (int) ((Literal) plain).value());
        }
        return base instanceof Measure.Plain ? base : Measure.UNKNOWN;
    }

    private Measure call(SyntaxExpression.Call call) {
        List<Measure> arguments = call.arguments().stream().map(this::of).toList();
        SyntaxItem.Function own = declared.functions.get(call.function());
        if (own != null) {
            for (int i = 0; i < Math.min(arguments.size(), own.arguments().size()); i++) {
                Measure wanted = measure(own.arguments().get(i).unit(), Measure.UNKNOWN);
                fit(wanted, arguments.get(i), call.function() + " takes %s, got %s",
                        call.arguments().get(i).where());
            }
            return measure(own.unit(), Measure.UNKNOWN);
        }
        if (WANT_NUMBER.contains(call.function())) {
            if (on && arguments.size() == 1 && arguments.getFirst() instanceof Measure.In in
                    && !in.unit().dimension().equals(Dimension.NONE)) {
                warn(call.where(), call.function() + " takes a plain number, got " + described(in.unit()));
            }
            return Measure.PLAIN;
        }
        return KEEP_UNIT.contains(call.function()) && !arguments.isEmpty() ? arguments.getFirst() : Measure.UNKNOWN;
    }

    /** {@code complaint} is a format of two dimensions. */
    private void fit(Measure left, Measure right, String complaint, Span where) {
        if (!on || !(left instanceof Measure.In(Unit a)) || !(right instanceof Measure.In(Unit b))) {
            return;
        }
        if (!a.measuresSameAs(b)) {
            warn(where, String.format(Locale.ROOT, complaint, described(a), described(b)));
            return;
        }
        double factor = b.factorTo(a);
        if (Math.abs(factor - 1) > TOLERANCE && Math.abs(Math.log10(factor)) < MOLE) {
            warn(where, "the units of this " + a.dimension().describe() + " differ by a factor of "
                    + SyntaxPrinter.number((float) factor));
        }
    }

    private static String described(Unit unit) {
        return unit.dimension().describe();
    }

    private void warn(Span where, String message) {
        found.add(Problem.warning(where, message, null));
    }
}
