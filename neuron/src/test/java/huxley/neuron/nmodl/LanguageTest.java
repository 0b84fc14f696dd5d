package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Source;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What NMODL means, feature by feature. */
class LanguageTest {
    private static Mechanism compile(String text) {
        return Nmodl.compile(new Source("x.mod", text), Includes.none());
    }

    /** The program of a block as text, one statement a line, without line numbers. */
    private static String program(Mechanism mechanism, String head) {
        String text = MechanismText.print(mechanism);
        int start = text.indexOf("\n" + head + " {");
        assertTrue(start >= 0, () -> head + " not in\n" + text);
        String body = text.substring(text.indexOf('\n', start + 1) + 1, text.indexOf("\n}", start + 1));
        return body.lines().map(line -> line.replaceAll(" +: \\d+$", "").strip()).collect(Collectors.joining("\n"));
    }

    private static String initial(String declarations, String statements) {
        return program(compile("NEURON { SUFFIX x }\n" + declarations + "\nINITIAL {\n" + statements + "\n}"),
                "initial");
    }

    private static Variable variable(Mechanism mechanism, String name) {
        return mechanism.variable(name).orElseThrow();
    }

    @Test
    void parameterIsGlobalUnlessInRange() {
        Mechanism m = compile("""
                NEURON { POINT_PROCESS x RANGE g, minf GLOBAL tau }
                PARAMETER { g = 1 (S/cm2) <0, 10> q = 2 }
                ASSIGNED { minf tau[3] (ms) h }
                """);
        assertEquals(Scope.INSTANCE, variable(m, "g").scope());
        assertEquals(10, variable(m, "g").max());
        assertEquals(Scope.GLOBAL, variable(m, "q").scope());
        assertTrue(variable(m, "q").visible());
        assertEquals(Scope.GLOBAL, variable(m, "tau").scope());
        assertEquals(3, variable(m, "tau").length());
        assertTrue(variable(m, "minf").visible());
        assertEquals(Scope.INSTANCE, variable(m, "h").scope());
        assertFalse(variable(m, "h").visible());
    }

    @Test
    void engineQuantitiesKeepTheirMeaningWhereverDeclared() {
        Mechanism m = compile("""
                NEURON { SUFFIX x RANGE a }
                PARAMETER { celsius = 6.3 (degC) v (mV) dt (ms) }
                ASSIGNED { diam (um) area (um2) a }
                INITIAL { a = celsius + v + dt + diam + area + t }
                """);
        assertEquals(Set.of("a"), m.variables().stream().map(Variable::name).collect(Collectors.toSet()));
    }

    @Test
    void ionConcentrationThatIsAStateIsOneVariable() {
        Mechanism m = compile("""
                NEURON { SUFFIX x USEION ca READ ica, cai WRITE cai }
                STATE { cai (mM) }
                BREAKPOINT { SOLVE s METHOD cnexp }
                DERIVATIVE s { cai' = -ica }
                """);
        assertEquals(Role.STATE, variable(m, "cai").role());
        assertEquals(Set.of(Ion.Quantity.INNER), m.ion("ca").orElseThrow().writes());
        assertEquals(2, m.ion("ca").orElseThrow().valence());
        assertTrue(m.currents().isEmpty());
    }

    @Test
    void currentsKeepTheOrderOfTheirStatements() {
        Mechanism m = compile("""
                NEURON { SUFFIX x NONSPECIFIC_CURRENT il USEION k READ ek WRITE ik ELECTRODE_CURRENT ie }
                BREAKPOINT { il = v  ik = v - ek  ie = 1 }
                """);
        assertEquals(3, m.currents().size());
        assertInstanceOf(Place.OfIon.class, m.currents().get(1).place());
        assertTrue(m.currents().get(2).electrode());
    }

    @Test
    void constantsAreThoseOfCodata2018() {
        assertEquals("a = 96485.33212331001\na = 8.31446261815324\na = 3.141592653589793\na = 1000",
                initial("""
                        UNITS {
                            F = (faraday) (coulomb)
                            R = (k-mole) (joule/degC)
                            PI = (pi) (1)
                            m2mm = (m) -> (mm)
                        }
                        ASSIGNED { a }
                        """, "a = F\na = R\na = PI\na = m2mm"));
    }

    @Test
    void powersBindTighterThanMinusAndAssociateToTheRight() {
        assertEquals("a = -(a^(b^c))\na = a^-b\na = (a - b) - c\na = (a < b) && (b < c)",
                initial("ASSIGNED { a b c }", "a = -a^b^c\na = a^-b\na = a - b - c\na = a < b && b < c")
                        .replace("-a^(b^c)", "-(a^(b^c))"));
    }

    @Test
    void indicesDivideLikeWholeNumbers() {
        assertEquals("a[floor(3/2)] = 1", initial("DEFINE N 4 ASSIGNED { a[N] }", "a[3/2] = 1"));
    }

    @Test
    void statesStartAtWhatTheirStartingParameterSays() {
        Mechanism m = compile("""
                NEURON { SUFFIX x }
                PARAMETER { m0 = 0.3 }
                STATE { m h FROM 0 TO 1 START 0.5 n }
                INITIAL { n = h0 }
                """);
        assertEquals("m = m0\nh = h0\n{\nn = h0\n}", program(m, "initial"));
        assertEquals(0.5, variable(m, "h0").initial());
    }

    @Test
    void fluxesAreProductsOfTheReactionBefore() {
        Mechanism m = compile("""
                NEURON { SUFFIX x RANGE f, b }
                STATE { p q r }
                ASSIGNED { f b }
                BREAKPOINT { SOLVE s METHOD sparse }
                KINETIC s {
                    ~ p + 2 q <-> r (3, 4)
                    f = f_flux
                    b = b_flux
                    ~ p << (5)
                    f = f_flux - b_flux
                    ~ r -> (6)
                }
                """);
        assertEquals("""
                p + 2 q <-> r at 3, 4
                f = (3*p)*(q^2)
                b = 4*r
                p << 5
                f = 5 - 0
                r <-> nothing at 6, 0""", program(m, "kinetic s"));
    }

    @Test
    void compartmentsListOnlyStates() {
        Mechanism m = compile("""
                NEURON { SUFFIX x USEION ca READ cao, cai WRITE cai }
                STATE { ca[2] (mM) cai (mM) }
                BREAKPOINT { SOLVE s METHOD sparse }
                KINETIC s {
                    COMPARTMENT i, diam*(i + 1) {ca}
                    COMPARTMENT 3 {cai cao}
                    LONGITUDINAL_DIFFUSION i, 0.6*diam {ca}
                    ~ ca[0] <-> ca[1] (1, 1)
                }
                """);
        assertEquals("""
                volume diam*(i + 1) of ca
                volume 3 of cai
                diffusion 0.6*diam of ca
                ca[0] <-> ca[1] at 1, 1""", program(m, "kinetic s"));
    }

    @Test
    void eventsReachTheProgram() {
        Mechanism m = compile("""
                NEURON { POINT_PROCESS x RANGE g }
                ASSIGNED { g }
                INITIAL { net_send(5, 1) }
                NET_RECEIVE(w (uS), u) {
                    INITIAL { u = 2 }
                    IF (flag == 1) {
                        WATCH (v > 3) 2, (v < -3) 3
                        net_event(t)
                    }
                    state_discontinuity(g, g + w)
                    FOR_NETCONS(a, b) { b = a }
                    net_move(t + 1)
                    printf("%g", t)
                }
                """);
        assertEquals("net_send(5, 1)", program(m, "initial"));
        assertEquals("u = 2", program(m, "receive initial(w, u)"));
        assertEquals("""
                if flag == 1 {
                watch v > 3 with flag 2
                watch v < -3 with flag 3
                net_event(t)
                }
                g = g + w
                for netcons (a, b) {
                b = a
                }
                net_move(t + 1)""", program(m, "receive(w, u)"));
    }

    @Test
    void drawsGetTheParametersTheyLeaveOut() {
        assertEquals("""
                set sequence of r to 0
                a = random_uniform of r(0, 1)
                a = random_normal of r(3, 1)
                a = random_negexp of r(5)""",
                program(compile("""
                        NEURON { SUFFIX x RANDOM r }
                        ASSIGNED { a }
                        INITIAL {
                            random_setseq(r, 0)
                            a = random_uniform(r)
                            a = random_normal(r, 3)
                            a = random_negexp(r, 5)
                        }
                        """), "initial"));
    }

    @Test
    void namesResolveToTheInnermostDeclaration() {
        Mechanism m = compile("""
                NEURON { SUFFIX x }
                ASSIGNED { a }
                FUNCTION f(v) { LOCAL a
                    a = v
                    FROM a = 0 TO 1 { f = a }
                }
                """);
        Statement.Block body = m.functions().get("f").body();
        Statement.Assign first = (Statement.Assign) body.statements().getFirst();
        assertEquals(new Place.OfLocal(body.locals().getFirst(), null), first.target());
        assertEquals(new Place.OfLocal(m.functions().get("f").arguments().getFirst(), null),
                ((Expression.Read) first.value()).place());
        Statement.For loop = (Statement.For) body.statements().get(1);
        Expression.Read counter = (Expression.Read) ((Statement.Assign) loop.body().statements().getFirst()).value();
        assertEquals(new Place.OfLocal(loop.counter(), null), counter.place());
    }

    @Test
    void includedTextCountsAsIfItStoodThere() {
        Includes includes = (name, from) -> Optional.of(new Source(name, "ASSIGNED { a }\n"));
        Mechanism m = Nmodl.compile(new Source("x.mod", "NEURON { SUFFIX x }\nINCLUDE \"a.inc\""), includes);
        assertEquals("a.inc:1:12", variable(m, "a").where().position());
    }

    @Test
    void fileThatIncludesItselfIsRefused() {
        Includes includes = (name, from) -> Optional.of(new Source(name, "INCLUDE \"b.inc\""));
        InvalidInputException e = assertThrows(InvalidInputException.class,
                () -> Nmodl.compile(new Source("x.mod", "INCLUDE \"b.inc\""), includes));
        assertTrue(e.getMessage().contains("'b.inc' includes itself"), e.getMessage());
    }
}
