package huxley.solver.opencl;

import huxley.neuron.mechanism.Place;
import huxley.solver.accelerator.Outcome;
import huxley.solver.accelerator.SelfEvents.Watched;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.accelerator.StepProgram.Reception;
import huxley.solver.accelerator.StepProgram.Sweep;
import huxley.solver.program.CodeText;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction.Effect;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How the first work-item of a group delivers events: arrivals, which the host has put in order, and where instances send
 * events to themselves these, from a heap in the memory of the group. Before each event it sees to it that there is room for all
 * that the event may send; where there is none the group stops there, and the host goes on with a larger heap.
 */
final class EventText {
    /**
     * Whole numbers that say where a group goes on: step, 0 at its start or 1 at the delivery in its middle, next arrival. One
     * that is done has a step behind the last one.
     */
    static final int RESUME = 3;
    /** Why a group stops whose heap is full; {@code code} is the next arrival. */
    static final int FULL = 4;
    /** Numbers of an arrival besides its weights: time and delay. */
    static final int ARRIVAL = 2;

    private final EpochText epoch;
    private final StepProgram program;
    private final Columns columns;
    private final CodeText text;

    EventText(EpochText epoch, StepProgram program, Columns columns, CodeText text) {
        this.epoch = epoch;
        this.program = program;
        this.columns = columns;
        this.text = text;
    }

    /** What the program has before functions of kernels. */
    static void library(StepProgram program, ProgramText whole) {
        if (program.hasSelfEvents()) {
            whole.add("#define HEAP\n#define NOTHING_TO_MOVE " + Outcome.NOTHING_TO_MOVE + "\n#define WATCH_OFF "
                    + Watched.OFF + "\n#define WATCH_STARTING " + Watched.STARTING);
        }
        whole.add(Library.file("epoch"));
        if (program.hasSelfEvents()) {
            whole.add(Library.file("events"));
        }
    }

    void declarations() {
        text.line("const int lastArrival = arrivalBegin[unit + 1];");
        if (program.keptWeights() > 0) {
            text.line("__global double *kept = doubles + row[" + columns.weights() + "];");
        }
        if (program.hasSelfEvents()) {
            text.line("__global double *heap = heaps + 8 * (long) (capacity + 1) * get_group_id(0);");
            text.line("const long watched = " + IntStream.range(0, program.receptions().size())
                    .mapToObj(r -> "row[" + columns.watches(r) + "]").collect(Collectors.joining(" + ")) + ";");
            text.line("const int first = resume[" + RESUME + " * unit];");
            text.line("int phase = resume[" + RESUME + " * unit + 1];");
            text.line("int next = resume[" + RESUME + " * unit + 2], due = 0;");
        } else {
            text.line("const int first = 0, phase = 0;");
            text.line("int next = arrivalBegin[unit], due = 0;");
        }
    }

    /**
     * @param until when the half step ends
     * @param step and {@code phase} in which a group stops
     */
    void deliver(String halfStep, String until, String step, int phase) {
        if (program.receptions().stream().allMatch(r -> r.event() == null)) {
            return;
        }
        boolean heap = program.hasSelfEvents();
        text.line("due = next;");
        text.line("while (due < lastArrival && arrival[4 * due] <= " + halfStep + ") due++;");
        text.line("if (due > next" + (heap ? " || first <= steps && heap[0] > 0 && heap[8] <= " + until : "") + ") {");
        epoch.sync();
        text.line("if (item == 0) {");
        if (heap) {
            fromHeapToo(until);
        } else {
            text.line("for (int e = next; e < due; e++) {");
            text.line("__global const double *numbers = arrivalNumbers + (long) e * arrivalWidth;");
            text.line("const int instance = arrival[4 * e + 2], connection = arrival[4 * e + 3];");
            text.line("const double time = numbers[0], flag = 0;");
            text.line("switch (arrival[4 * e + 1]) {");
            receptions();
            text.line("}");
            text.line("}");
        }
        text.line("}");
        text.line("next = due;");
        epoch.sync();
        if (heap || program.receptions().stream().anyMatch(this::mayFail)) {
            epoch.stop(step, phase);
        }
        text.line("}");
    }

    private void fromHeapToo(String until) {
        text.line("for (int e = next;;) {");
        text.line("__global const double *numbers = arrivalNumbers + (long) e * arrivalWidth;");
        text.line("const bool pending = heap[0] > 0 && heap[8] <= " + until + ";");
        text.line("const bool self = pending && (e == due || heap[8] < numbers[0]"
                + " || heap[8] == numbers[0] && heap[9] >= numbers[1]);");
        text.line("if (fx->kind || !self && e == due) break;");
        text.line("if (heap[0] + " + program.sends() + " + watched > capacity) {");
        text.line("fx->kind = " + FULL + "; fx->instance = 0; fx->code = e;");
        text.line("break;");
        text.line("}");
        text.line(
                "const double8 event = self ? take_first(heap) : (double8)(numbers[0], numbers[1], 0, arrival[4 * e + 1],"
                        + " 0, arrival[4 * e + 2], arrival[4 * e + 3], 0);");
        text.line("e += self ? 0 : 1;");
        text.line("const int instance = event.s5, connection = event.s6;");
        text.line("const double time = event.s0, flag = event.s7;");
        text.line("switch ((int) event.s3) {");
        receptions();
        text.line("}");
        text.line("}");
    }

    private void receptions() {
        for (int r = 0; r < program.receptions().size(); r++) {
            Reception reception = program.receptions().get(r);
            Sweep event = reception.event();
            if (event != null) {
                text.line("case " + r + ": {");
                if (reception.isSelf()) {
                    text.line("fx->now = time; fx->cause = connection;");
                    speakFor(r);
                }
                receive(event, reception.keepsWeights());
                for (int s = 0; s < reception.watches().size(); s++) {
                    text.line("if (fx->watches[instance * " + reception.watches().size() + " + " + s
                            + "] == WATCH_STARTING) {");
                    look(reception, s);
                    text.line("}");
                }
                text.line("break;");
                text.line("}");
            }
        }
    }

    /** Effects are those of a mechanism. */
    private void speakFor(int reception) {
        text.line("fx->heap = heap; fx->reception = " + reception + ";");
        text.line("fx->gid = ints + row[" + columns.gids(reception) + "];");
        text.line("fx->movable = row[" + columns.movables(reception) + "] < 0 ? 0 : doubles + row["
                + columns.movables(reception) + "];");
        text.line("fx->watches = doubles + row[" + columns.watchStates(reception) + "];");
        text.line("fx->flags = doubles + row[" + columns.watchFlags(reception) + "];");
        text.line("fx->statements = " + program.receptions().get(reception).watches().size() + "; fx->others = 1;");
    }

    /** Looks at all active WATCH statements; those that went off send events. There is room for one of each. */
    void watch() {
        text.line("if (item == 0) {");
        for (int r = 0; r < program.receptions().size(); r++) {
            List<Sweep> watches = program.receptions().get(r).watches();
            if (!watches.isEmpty()) {
                speakFor(r);
                text.line("for (int instance = 0; instance < row[" + columns.watches(r) + "] / " + watches.size()
                        + "; instance++) {");
                for (int s = 0; s < watches.size(); s++) {
                    String at = "instance * " + watches.size() + " + " + s;
                    text.line("if (fx->watches[" + at + "] != WATCH_OFF) {");
                    text.line("const bool was = fx->watches[" + at + "] == " + Watched.TRUE + ";");
                    look(program.receptions().get(r), s);
                    text.line("if (!was && fx->watches[" + at + "] == " + Watched.TRUE + ") insert(fx, instance, "
                            + "(from + step) * " + Lanes.ONE_DOUBLE.literal(program.dt_ms()) + ", 0, -1, fx->flags["
                            + at
                            + "]);");
                    text.line("}");
                }
                text.line("}");
            }
        }
        text.line("}");
    }

    /** Sets a WATCH statement to what its condition is now. */
    private void look(Reception reception, int statement) {
        Sweep condition = reception.watches().get(statement);
        text.line("{");
        String result = "";
        for (int f = 0; f < condition.array().size(); f++) {
            if (condition.kernel().fields().get(f).storage() == Storage.EVENT) {
                text.line("double e" + f + "[1] = {0};");
                result = "e" + f + "[0]";
            }
        }
        epoch.call(condition, "instance, instance + 1, 1");
        text.line("fx->watches[instance * " + reception.watches().size() + " + " + statement + "] = " + result
                + " != 0 ? " + Watched.TRUE + " : " + Watched.FALSE + ";");
        text.line("}");
    }

    private boolean mayFail(Reception reception) {
        Sweep event = reception.event();
        Set<Effect.Kind> effects = event == null ? Set.of() : epoch.function(event).effects();
        return effects.contains(Effect.Kind.FAIL) || effects.contains(Effect.Kind.NET_MOVE);
    }

    private void receive(Sweep event, boolean keepsWeights) {
        for (int f = 0; f < event.array().size(); f++) {
            Field field = event.kernel().fields().get(f);
            if (field.storage() == Storage.EVENT) {
                String value = switch (field.symbol()) {
                case Symbol.Weight w when keepsWeights -> "connection < 0 ? 0 : " + kept(w);
                case Symbol.Weight w -> "numbers[" + (ARRIVAL + w.index()) + "]";
                case Symbol.OfEngine e when e.quantity() == Place.Engine.T -> "time";
                case Symbol.OfEngine e when e.quantity() == Place.Engine.FLAG -> "flag";
                default -> "0";
                };
                text.line("double e" + f + "[" + field.length() + "] = {" + value + "};");
            }
        }
        epoch.call(event, "instance, instance + 1, 1");
        for (int f = 0; keepsWeights && f < event.array().size(); f++) {
            if (event.kernel().fields().get(f).symbol() instanceof Symbol.Weight w) {
                text.line("if (connection >= 0) " + kept(w) + " = e" + f + "[0];");
            }
        }
    }

    private String kept(Symbol.Weight weight) {
        return "kept[connection * (long) " + program.keptWeights() + " + " + weight.index() + "]";
    }
}
