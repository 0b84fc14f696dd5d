package huxley.solver.engine;

import static huxley.solver.accelerator.SelfEvents.Watched.FALSE;
import static huxley.solver.accelerator.SelfEvents.Watched.OFF;
import static huxley.solver.accelerator.SelfEvents.Watched.STARTING;
import static huxley.solver.accelerator.SelfEvents.Watched.TRUE;

import java.util.ArrayList;
import java.util.List;

/** The WATCH statements of one mechanism in one group: which are active, and on which side of their threshold. */
final class Watches {
    /** Gets a watch that went off. */
    interface Listener {
        void wentOff(int instance, double flag);
    }

    private final Instances instances;
    private final int statements;
    /** [instance * statements + statement] */
    final double[] state;
    /** As {@link #state}. */
    final double[] flag;
    private final List<double[]> conditions = new ArrayList<>();
    private int active;
    private boolean starting;
    private boolean others;

    Watches(Instances instances) {
        this.instances = instances;
        statements = instances.watches.size();
        state = new double[instances.count() * statements];
        flag = new double[state.length];
        instances.code.watches
                .forEach(w -> conditions.add(instances.memory[MechanismCode.conditionMemory(w)].doubles()));
    }

    /** After {@link #state} has been changed from outside. */
    void recount() {
        active = 0;
        for (double each : state) {
            active += each == OFF ? 0 : 1;
            starting |= each == STARTING;
        }
    }

    /** The next watch started ends the others of its instance. */
    void beginBlock() {
        others = true;
    }

    void start(int instance, int statement, double withFlag) {
        if (others) {
            for (int i = instance * statements; i < (instance + 1) * statements; i++) {
                active -= state[i] == OFF ? 0 : 1;
                state[i] = OFF;
            }
            others = false;
        }
        int i = instance * statements + statement;
        active += state[i] == OFF ? 1 : 0;
        state[i] = STARTING;
        flag[i] = withFlag;
        starting = true;
    }

    /** Looks at which side of their thresholds the watches that were just started are. */
    void arm() {
        if (starting) {
            starting = false;
            for (int i = 0; i < state.length; i++) {
                if (state[i] == STARTING) {
                    state[i] = holds(i) ? TRUE : FALSE;
                }
            }
        }
    }

    void check(Listener listener) {
        if (active == 0) {
            return;
        }
        for (int i = 0; i < state.length; i++) {
            if (state[i] != OFF) {
                boolean now = holds(i);
                if (now && state[i] == FALSE) {
                    listener.wentOff(i / statements, flag[i]);
                }
                state[i] = now ? TRUE : FALSE;
            }
        }
    }

    private boolean holds(int i) {
        instances.watches.get(i % statements).one(i / statements);
        return conditions.get(i % statements)[0] != 0;
    }
}
