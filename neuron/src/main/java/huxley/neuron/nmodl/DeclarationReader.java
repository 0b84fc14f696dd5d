package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.neuron.mechanism.Mechanism.MembraneCurrent;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.nmodl.SyntaxItem.Declaration;
import huxley.neuron.nmodl.SyntaxItem.NeuronStatement;
import huxley.neuron.nmodl.SyntaxItem.UnitDefinition;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.units.Unit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the declarations of a file: which names exist and what they stand for.
 *
 * <p>A name of the engine ({@code v t dt celsius diam area}) keeps its meaning wherever it is declared. A quantity of an
 * ion keeps its meaning unless it is a STATE: then the state is the variable and the ion says that it is written.
 * Parameters are GLOBAL unless they are in RANGE; ASSIGNED variables and those declared LOCAL outside all blocks belong
 * to an instance unless they are in GLOBAL.
 */
final class DeclarationReader {
    private static final Map<String, Engine> ENGINE = Map.of("v", Engine.V, "t", Engine.T, "dt", Engine.DT, "celsius",
            Engine.CELSIUS, "diam", Engine.DIAM, "area", Engine.AREA);
    private static final Set<Engine> OF_MEMBRANE = EnumSet.of(Engine.V, Engine.DIAM, Engine.AREA);
    private static final Map<String, Double> VALENCES = Map.of("na", 1.0, "k", 1.0, "ca", 2.0);

    private final NmodlFile file;
    private final Problems problems;
    private final Declared declared;
    private final FileUnits units;
    private final Map<String, Word> range = new LinkedHashMap<>();
    private final Map<String, Word> global = new LinkedHashMap<>();
    private final Map<String, Span> seen = new HashMap<>();

    private DeclarationReader(NmodlFile file, Problems problems, FileUnits units) {
        this.file = file;
        this.problems = problems;
        this.declared = new Declared(problems);
        this.units = units;
    }

    static Declared read(NmodlFile file, Problems problems, FileUnits units) {
        DeclarationReader reader = new DeclarationReader(file, problems, units);
        reader.read();
        return reader.declared;
    }

    /** Whether the engine provides a quantity of that name to what has a membrane. */
    static boolean ofMembrane(String name) {
        Engine quantity = ENGINE.get(name);
        return quantity != null && OF_MEMBRANE.contains(quantity);
    }

    private void read() {
        List<NeuronStatement> neuron = file.all(SyntaxItem.Neuron.class).stream()
                .flatMap(block -> block.statements().stream()).toList();
        kind(neuron);
        constants();
        engine();
        for (NeuronStatement statement : neuron) {
            switch (statement) {
            case NeuronStatement.UseIon use -> ion(use);
            case NeuronStatement.Names names -> rangeOrGlobal(names);
            case NeuronStatement.Kind _,NeuronStatement.Mark _ -> {
            }
            }
        }
        for (NeuronStatement statement : neuron) {
            if (statement instanceof NeuronStatement.Names names) {
                ofOtherKinds(names);
            }
        }
        for (SyntaxItem.Declarations block : file.all(SyntaxItem.Declarations.class)) {
            block.declarations().forEach(declaration -> declare(block.keyword(), declaration));
        }
        for (SyntaxItem.TopLocal locals : file.all(SyntaxItem.TopLocal.class)) {
            locals.names().forEach(this::topLocal);
        }
        neuron.forEach(this::current);
        checkListed(range, "RANGE");
        checkListed(global, "GLOBAL");
        procedures();
    }

    private void kind(List<NeuronStatement> neuron) {
        List<NeuronStatement.Kind> kinds = neuron.stream().filter(NeuronStatement.Kind.class::isInstance)
                .map(NeuronStatement.Kind.class::cast).toList();
        if (kinds.isEmpty()) {
            declared.name = baseName(file.source().name());
            if (file.all(SyntaxItem.Neuron.class).isEmpty()) {
                problems.error(file.source().span(0, 0), "the file does not say what it is",
                        "write NEURON { SUFFIX name } (or POINT_PROCESS, or ARTIFICIAL_CELL)");
            }
            return;
        }
        NeuronStatement.Kind first = kinds.getFirst();
        if (kinds.size() > 1) {
            problems.error(kinds.get(1).where(), "the file already is " + first.keyword() + " " + first.name().name(),
                    "one file holds one mechanism");
        }
        declared.kind = switch (first.keyword()) {
        case "POINT_PROCESS" -> Kind.POINT;
        case "ARTIFICIAL_CELL" -> Kind.ARTIFICIAL;
        default -> Kind.DENSITY;
        };
        declared.name = first.name().name().equals("nothing") ? baseName(file.source().name()) : first.name().name();
    }

    private static String baseName(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return name.endsWith(".mod") ? name.substring(0, name.length() - 4) : name;
    }

    private void constants() {
        for (SyntaxItem item : file.items()) {
            switch (item) {
            case SyntaxItem.Define define -> {
                declared.defines.put(define.name().name(), define.value());
                constant(define.name(), define.value());
            }
            case SyntaxItem.Units block -> block.definitions().forEach(this::unitDefinition);
            default -> {
            }
            }
        }
    }

    private void constant(Word name, double value) {
        if (isNew(name.name(), name.where())) {
            declared.names.define(name.name(), new Symbol.Constant(value));
        }
    }

    private void unitDefinition(UnitDefinition definition) {
        switch (definition) {
        case UnitDefinition.Alias alias -> units.define(alias.name(), alias.meaning());
        case UnitDefinition.Constant constant -> constant(constant.name(), constant.value());
        case UnitDefinition.Factor factor -> {
            Optional<Unit> of = units.parse(factor.of());
            Optional<Unit> in = units.parse(factor.in());
            double value = 1;
            if (of.isPresent() && in.isPresent()) {
                if (of.get().measuresSameAs(in.get())) {
                    value = of.get().factorTo(in.get());
                } else {
                    problems.error(factor.where(), "(" + factor.of().text() + ") is " + of.get().dimension().describe()
                            + ", (" + factor.in().text() + ") is " + in.get().dimension().describe(), null);
                }
            }
            constant(factor.name(), value);
        }
        }
    }

    private void engine() {
        ENGINE.forEach((name, quantity) -> {
            if (declared.hasMembrane() || !OF_MEMBRANE.contains(quantity)) {
                declared.names.define(name, new Symbol.OfEngine(quantity));
            }
        });
    }

    private void ion(NeuronStatement.UseIon use) {
        String name = use.ion().name();
        Set<Quantity> reads = quantities(name, use.reads());
        Set<Quantity> writes = quantities(name, use.writes());
        double valence = use.valence() != null ? use.valence() : VALENCES.getOrDefault(name, Double.NaN);
        if (declared.ions.stream().anyMatch(i -> i.name().equals(name))) {
            problems.error(use.where(), "USEION " + name + " stands here for the second time",
                    "list all quantities of one ion in one USEION statement");
            return;
        }
        Ion ion = new Ion(name, valence, reads, writes, use.where());
        declared.ions.add(ion);
        for (Quantity quantity : Quantity.values()) {
            if (reads.contains(quantity) || writes.contains(quantity)) {
                declared.names.define(ion.nameOf(quantity), new Symbol.OfIon(ion, quantity));
            }
        }
    }

    private Set<Quantity> quantities(String ion, List<Word> names) {
        EnumSet<Quantity> found = EnumSet.noneOf(Quantity.class);
        Ion naming = new Ion(ion, 0, Set.of(), Set.of(), Span.none(ion));
        for (Word word : names) {
            Optional<Quantity> quantity = EnumSet
                    .of(Quantity.REVERSAL, Quantity.INNER, Quantity.OUTER, Quantity.CURRENT).stream()
                    .filter(q -> naming.nameOf(q).equals(word.name())).findFirst();
            if (quantity.isPresent()) {
                found.add(quantity.get());
            } else {
                problems.error(word.where(), "'" + word.name() + "' is not a quantity of the ion '" + ion + "'",
                        "its quantities: e" + ion + ", " + ion + "i, " + ion + "o, i" + ion);
            }
        }
        return found;
    }

    private void rangeOrGlobal(NeuronStatement.Names names) {
        switch (names.keyword()) {
        case "RANGE" -> names.names().forEach(word -> range.put(word.name(), word));
        case "GLOBAL" -> names.names().forEach(word -> global.put(word.name(), word));
        default -> {
        }
        }
    }

    private void ofOtherKinds(NeuronStatement.Names names) {
        Role role = switch (names.keyword()) {
        case "POINTER", "EXTERNAL" -> Role.POINTER;
        case "BBCOREPOINTER" -> Role.OPAQUE;
        case "RANDOM" -> Role.RANDOM;
        default -> null;
        };
        if (role != null) {
            for (Word word : names.names()) {
                if (names.keyword().equals("EXTERNAL") && ENGINE.containsKey(word.name())) {
                    continue;
                }
                if (isNew(word.name(), word.where())) {
                    declared.add(new Variable(word.name(), role, Variable.Scope.INSTANCE, "", 1, 0,
                            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, role == Role.POINTER, word.where()));
                }
            }
        }
    }

    private void declare(String keyword, Declaration declaration) {
        String name = declaration.name();
        Symbol known = declared.names.find(name);
        boolean pointer = known instanceof Symbol.OfVariable(Variable v) && v.role() != Role.PARAMETER
                && v.role() != Role.STATE && v.role() != Role.ASSIGNED;
        boolean state = keyword.equals("STATE");
        if (known instanceof Symbol.OfEngine || pointer || known instanceof Symbol.OfIon && !state) {
            return;
        }
        if (!isNew(name, declaration.where())) {
            return;
        }
        double value = declaration.value() == null ? 0 : declaration.value();
        if (keyword.equals("CONSTANT")) {
            declared.names.define(name, new Symbol.Constant(value));
            return;
        }
        Role role = switch (keyword) {
        case "PARAMETER" -> Role.PARAMETER;
        case "STATE" -> Role.STATE;
        default -> Role.ASSIGNED;
        };
        boolean isGlobal = role != Role.STATE
                && (global.containsKey(name) || role == Role.PARAMETER && !range.containsKey(name));
        boolean visible = role != Role.ASSIGNED || range.containsKey(name) || global.containsKey(name);
        String unit = declaration.unit() == null ? "" : declaration.unit().text();
        boolean limited = role == Role.PARAMETER;
        double min = limited && declaration.min() != null ? declaration.min() : Double.NEGATIVE_INFINITY;
        double max = limited && declaration.max() != null ? declaration.max() : Double.POSITIVE_INFINITY;
        declared.add(new Variable(name, role, isGlobal ? Variable.Scope.GLOBAL : Variable.Scope.INSTANCE, unit,
                declared.length(declaration.length()), role == Role.ASSIGNED ? 0 : value, min, max, visible,
                declaration.where()));
        if (state && declaration.value() != null) {
            declared.start(name, value);
        }
    }

    private void topLocal(SyntaxStatement.LocalName local) {
        if (declared.names.find(local.name()) instanceof Symbol.OfEngine || !isNew(local.name(), local.where())) {
            return;
        }
        declared.add(new Variable(local.name(), Role.ASSIGNED, Variable.Scope.INSTANCE, "",
                declared.length(local.length()), 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false,
                local.where()));
    }

    private boolean isNew(String name, Span where) {
        Span first = seen.putIfAbsent(name, where);
        if (first != null) {
            problems.error(where, "'" + name + "' is declared twice", "first declared at " + first.position());
        }
        return first == null;
    }

    private void current(NeuronStatement statement) {
        switch (statement) {
        case NeuronStatement.UseIon use -> declared.ions.stream()
                .filter(ion -> ion.name().equals(use.ion().name()) && ion.writes().contains(Quantity.CURRENT))
                .findFirst().ifPresent(ion -> declared.currents
                        .add(new MembraneCurrent(new Place.OfIon(ion, Quantity.CURRENT), false)));
        case NeuronStatement.Names names when names.keyword().endsWith("_CURRENT") -> names.names()
                .forEach(word -> ownCurrent(word, names.keyword().equals("ELECTRODE_CURRENT")));
        case NeuronStatement.Names _,NeuronStatement.Kind _,NeuronStatement.Mark _ -> {
        }
        }
    }

    private void ownCurrent(Word word, boolean electrode) {
        Symbol symbol = declared.names.find(word.name());
        if (symbol == null) {
            declared.add(new Variable(word.name(), Role.ASSIGNED, Variable.Scope.INSTANCE,
                    declared.kind == Kind.DENSITY ? "mA/cm2" : "nA", 1, 0, Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY, true, word.where()));
            symbol = declared.names.find(word.name());
        }
        if (symbol instanceof Symbol.OfVariable(Variable variable)) {
            if (!variable.visible()) {
                Variable shown = new Variable(variable.name(), variable.role(), variable.scope(), variable.unit(),
                        variable.length(), variable.initial(), variable.min(), variable.max(), true, variable.where());
                declared.variables.set(declared.variables.indexOf(variable), shown);
                declared.names.define(word.name(), new Symbol.OfVariable(shown));
                variable = shown;
            }
            declared.currents.add(new MembraneCurrent(new Place.OfVariable(variable, null), electrode));
        } else {
            problems.error(word.where(), "'" + word.name() + "' cannot be a current of this mechanism",
                    "declare it in ASSIGNED under a name of its own");
        }
    }

    private void checkListed(Map<String, Word> listed, String keyword) {
        for (Word word : listed.values()) {
            if (declared.names.find(word.name()) == null
                    && declared.startingValue(word.name(), word.where()) == null) {
                problems.warning(word.where(), keyword + " lists '" + word.name() + "', which is not declared",
                        "declare it in PARAMETER, ASSIGNED or STATE, or remove it here");
                declared.add(new Variable(word.name(), Role.ASSIGNED,
                        keyword.equals("GLOBAL") ? Variable.Scope.GLOBAL : Variable.Scope.INSTANCE, "", 1, 0,
                        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, word.where()));
            }
        }
    }

    private void procedures() {
        for (SyntaxItem item : file.items()) {
            switch (item) {
            case SyntaxItem.Function f -> {
                if (isNew(f.name().name(), f.name().where())) {
                    declared.functions.put(f.name().name(), f);
                }
            }
            case SyntaxItem.FunctionTable f -> {
                if (isNew(f.name().name(), f.name().where())) {
                    declared.tables.put(f.name().name(), f);
                }
            }
            case SyntaxItem.Equations e -> {
                if (isNew(e.name().name(), e.name().where())) {
                    declared.equations.put(e.name().name(), e);
                }
            }
            default -> {
            }
            }
        }
    }
}
