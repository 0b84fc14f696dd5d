package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.problem.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What NET_RECEIVE tells the engine, and what mechanisms do to ions. */
class EventTest {
    private static final String SYNAPSE = """
            NEURON { POINT_PROCESS test RANGE g, last }
            ASSIGNED { v g last }
            INITIAL { net_send(3, 1) }
            NET_RECEIVE (w, trace, times) {
              INITIAL { trace = 5 times = 0 }
              if (flag == 0) {
                g = g + w*trace
                trace = trace/2
                times = times + 1
                net_event(t)
              } else if (flag == 1) {
                net_send(w + 1, 2)
                WATCH (v > -20) 3
                WATCH (v < -80) 4
              } else {
                last = t
                net_move(t + 7)
                FOR_NETCONS(w1, trace1, times1) { trace1 = trace1 + last }
              }
            }
            """;

    private static Bench deliver(double flag) {
        Bench bench = Programs.bench(SYNAPSE, "g", "last");
        bench.set("weight0", 2).set("weight1", 5).set("weight2", 0).set("flag", flag).set("t", 12.5).set("g", 0.25);
        bench.run(bench.mechanism.netReceive());
        return bench;
    }

    @Test
    void initialSendsItsSelfEvent() {
        Bench bench = Programs.bench(SYNAPSE);
        bench.run(bench.mechanism.initial());
        assertEquals(List.of("send 0 3.0 1.0"), bench.effects);
    }

    @Test
    void eventsChangeTheInstanceAndTheirConnection() {
        Bench bench = deliver(0);
        assertEquals(0.25 + 2 * 5, bench.get("g"));
        assertEquals(2.5, bench.get("weight1"));
        assertEquals(1, bench.get("weight2"));
        assertEquals(List.of("event 0 12.5"), bench.effects);
    }

    @Test
    void effectsHappenOnlyInTheBranchTaken() {
        Bench bench = deliver(1);
        assertEquals(List.of("send 0 3.0 2.0", "watch 0 0 3.0", "watch 0 1 4.0"), bench.effects);
        assertEquals(5, bench.get("weight1"));
        assertEquals(0.25, bench.get("g"));
    }

    @Test
    void watchKernelsTellWhetherTheirConditionHolds() {
        Bench bench = deliver(1);
        assertEquals(2, bench.mechanism.watches().size());
        bench.set("v", -85);
        bench.run(bench.mechanism.watches().get(0));
        assertEquals(0, bench.get("flag"));
        bench.run(bench.mechanism.watches().get(1));
        assertEquals(1, bench.get("flag"));
    }

    @Test
    void forNetconsRunsPerConnectionAfterwards() {
        Bench bench = deliver(2);
        bench.set("weight1", 100);
        bench.run(bench.mechanism.forNetcons().getFirst());
        assertEquals(112.5, bench.get("weight1"));
        assertTrue(bench.effects.contains("netcons 0 0"));
    }

    @Test
    void forNetconsCannotSeeWhatIsLocalToTheEvent() {
        InvalidInputException e = assertThrows(InvalidInputException.class,
                () -> Programs.lower(SYNAPSE.replace("trace1 + last", "trace1 + w")));
        assertTrue(e.getMessage().contains("FOR_NETCONS cannot read w"), e.getMessage());
    }

    @Test
    void aStateNamedAfterAConcentrationIsTheConcentration() {
        Bench bench = Programs.bench("""
                NEURON { SUFFIX test USEION ca READ ica WRITE cai RANGE tau }
                PARAMETER { tau = 5 }
                ASSIGNED { ica }
                STATE { cai }
                BREAKPOINT { SOLVE states METHOD cnexp }
                DERIVATIVE states { cai' = -ica - cai/tau }
                """);
        bench.set("ca.inner", 2).set("ca.current", -0.4);
        bench.run(bench.mechanism.initial());
        bench.run(bench.mechanism.state());
        assertEquals(2, bench.get("ca.inner"), 1e-15, "at its steady state, tau times the influx");
        assertEquals(0, bench.mechanism.stored().stream().filter(f -> f.length() > 0
                && f.storage() == huxley.solver.program.Field.Storage.INSTANCE).count());
    }

    @Test
    void aMechanismsOwnIonCurrentIsKeptOnlyWhereItIsRead() {
        String text = """
                NEURON { SUFFIX test USEION k READ ek WRITE ik RANGE charge }
                ASSIGNED { v ek ik charge }
                BREAKPOINT { ik = 0.1*(v - ek) }
                AFTER SOLVE { charge = charge + ik }
                """;
        Bench bench = Programs.bench(text, "charge");
        bench.set("v", -60).set("k.reversal", -80).set("k.current", 3);
        bench.run(bench.mechanism.current());
        assertEquals(5, bench.get("k.current"), 1e-15);
        bench.run(bench.mechanism.hooks().values().iterator().next());
        assertEquals(2, bench.get("charge"), 1e-15);
    }

    private static String netcons(String body) {
        return """
                NEURON { POINT_PROCESS test RANGE g, last }
                ASSIGNED { g last }
                NET_RECEIVE(w, a) { %s }
                """.formatted(body);
    }

    @Test
    void forNetconsThatCouldNotRunLastIsRefused() {
        for (String body : List.of("FOR_NETCONS(w1, a1) { w1 = 2*w1 } g = g + w",
                "IF (flag == 1) { FOR_NETCONS(w1, a1) { a1 = a1 + last } } last = t",
                "FOR_NETCONS(w1, a1) { g = g + a1 } FOR_NETCONS(w2, a2) { a2 = 0 }")) {
            String complaint = assertThrows(InvalidInputException.class, () -> Programs.bench(netcons(body)))
                    .getMessage();
            assertTrue(complaint.contains("FOR_NETCONS"), complaint);
        }
    }

    @Test
    void forNetconsInOneBranchLeavesTheOtherAlone() {
        Programs.bench(netcons(
                "IF (flag == 1) { FOR_NETCONS(w1, a1) { a1 = a1 + last } } ELSE { last = t  g = g + w + a }"));
        Programs.bench(netcons(
                "IF (flag == 1) { FOR_NETCONS(w1, a1) { a1 = a1 + last } } IF (flag == 2) { last = t  g = g + w + a }"));
    }
}
