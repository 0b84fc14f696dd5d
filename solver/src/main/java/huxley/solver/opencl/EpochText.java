package huxley.solver.opencl;

import huxley.solver.accelerator.StepProgram;
import huxley.solver.accelerator.StepProgram.Correction;
import huxley.solver.accelerator.StepProgram.Reception;
import huxley.solver.accelerator.StepProgram.Sweep;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Precision;
import huxley.solver.program.CodeText;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The entry point that advances groups through an epoch: a work-group advances one group. Its work-items share out the
 * instances of each mechanism, then the cells for the cable equation; one of them delivers events. Where there is only one
 * work-item (a processor) it needs no barrier.
 */
final class EpochText {
    static final String ENTRY = "epoch";

    private final StepProgram program;
    private final Columns columns;
    private final EventText events;
    private final Way way;
    private final int width;
    private final int localScratch;
    private final Lanes cable;
    private final CodeText text = new CodeText(true);
    private final Map<Sweep, KernelFunction> functions = new HashMap<>();

    private EpochText(StepProgram program, Way way, int localScratch) {
        this.program = program;
        this.way = way;
        this.localScratch = localScratch;
        width = way.width();
        columns = new Columns(program);
        cable = new Lanes(program.precision(), width);
        events = new EventText(this, program, columns, text);
    }

    /** @param localScratch numbers of local memory, where slots are solved there */
    static ProgramText of(StepProgram program, Way way, int localScratch) {
        return new EpochText(program, way, localScratch).write();
    }

    private ProgramText write() {
        ProgramText whole = new ProgramText();
        whole.add("#define ITEMS " + way.items() + "\n#define WIDTH " + width);
        EventText.library(program, whole);
        whole.needs(Lanes.ONE_DOUBLE);
        whole.needs(cable);
        whole.add("#define REAL " + cable.number() + "\n#define FACTOR ((REAL) " + program.voltageFactor() + ")");
        switch (way.cable()) {
        case CELLS -> cells(whole);
        case SLOTS -> whole.add("#define SCRATCH __global").add(Library.file("slots"));
        case LOCAL_SLOTS -> whole.add("#define SCRATCH __local").add(Library.file("slots"));
        }
        whole.add(Library.file("stimuli"));
        List<Sweep> sweeps = new ArrayList<>();
        for (List<Sweep> some : List.of(program.reversals(), program.beforeBreakpoint(), program.currents(),
                program.states(), program.afterSolve(), program.beforeStep())) {
            sweeps.addAll(some);
        }
        for (Reception reception : program.receptions()) {
            if (reception.event() != null) {
                sweeps.add(reception.event());
            }
            sweeps.addAll(reception.watches());
        }
        for (Sweep sweep : sweeps) {
            if (!functions.containsKey(sweep)) {
                KernelFunction function = KernelFunction.of(sweep.kernel(),
                        "k" + functions.size() + "_" + sweep.kernel().name().replaceAll("\\W", "_"),
                        collides(sweep) ? Frame.CHUNK : width,
                        program.instances().get(sweep.instances()).chunked());
                functions.put(sweep, function);
                whole.add(function);
            }
        }
        entry();
        return whole.add(text.toString());
    }

    private void cells(ProgramText whole) {
        String real = cable.number();
        for (int w : width == 1 ? new int[] {1} : new int[] {1, width}) {
            boolean one = w == 1;
            whole.add("""
                    #undef CABLE
                    #undef REALS
                    #undef LOAD
                    #undef STORE
                    #undef EVERY
                    #define CABLE(f) f##_%d
                    #define REALS %s
                    #define LOAD(from, i) %s
                    #define STORE(x, to, i) %s
                    #define EVERY(x) %s
                    """.formatted(w, one ? real : real + w,
                    one ? "(from)[i]" : "vload" + w + "(0, (from) + (i))",
                    one ? "((to)[i] = (x))" : "vstore" + w + "((x), 0, (to) + (i))", one ? "(x)" : "all(x)"));
            whole.add(Library.file("cable"));
        }
    }

    private void entry() {
        text.line("__kernel __attribute__((reqd_work_group_size(ITEMS, 1, 1)))");
        text.line("void " + ENTRY + "(__global double *doubles, __global float *floats, __global const int *ints,"
                + " __global const long *longs, __global const long *table, __global int *above, __global int *spikes,"
                + " __global int *status, __global const int *arrivalBegin, __global const int *arrival,"
                + " __global const double *arrivalNumbers, const int arrivalWidth, __global const long *probes,"
                + " __global const int *sampling, __global double *samples, __global double *heaps, const int capacity,"
                + " __global const int *resume, const long tableStart,"
                + " const int firstUnit, const long from, const int steps) {");
        text.line("const int item = get_local_id(0);");
        text.line("const int unit = firstUnit + get_group_id(0);");
        text.line("__global const long *row = table + tableStart + " + columns.size() + " * (long) get_group_id(0);");
        declarations();
        text.line("for (int step = first;; step++) {");
        step();
        text.line("}");
        end();
        text.line("}");
    }

    private void declarations() {
        for (int a = 0; a < program.arrays().size(); a++) {
            boolean isDouble = program.arrays().get(a) == Precision.DOUBLE;
            text.line("__global " + (isDouble ? "double" : "float") + " *m" + a + " = "
                    + (isDouble ? "doubles" : "floats")
                    + " + row[" + columns.array(a) + "];");
        }
        for (int i = 0; i < program.instances().size(); i++) {
            text.line("__global const int *node" + i + " = ints + row[" + columns.nodes(i) + "];");
            text.line("const int count" + i + " = row[" + columns.count(i) + "], padded" + i + " = row["
                    + columns.padded(i) + "], seed" + i + " = row[" + columns.seed(i) + "];");
            text.line("__global const long *identity" + i + " = longs + row[" + columns.identity(i) + "];");
        }
        text.line("const int length = row[" + columns.length() + "];");
        switch (way.cable()) {
        case CELLS -> text.line("const int wide = row[" + columns.wide() + "], narrow = row[" + columns.narrow()
                + "];");
        case SLOTS -> text.line("__global REAL *scratch = " + cable.number() + "s + row[" + columns.scratch() + "];");
        case LOCAL_SLOTS -> text.line("__local REAL scratch[" + localScratch + "];");
        }
        text.line("__global const int *blocks = ints + row[" + columns.blocks() + "];");
        text.line("__global const REAL *coefficients = " + cable.number() + "s;");
        text.line("const int detectors = row[" + columns.detectors() + "];");
        text.line("const long firstDetector = row[" + columns.firstDetector() + "];");
        text.line("__global const int *detectorNode = ints + row[" + columns.detectorNodes() + "];");
        text.line("__global const double *threshold = doubles + row[" + columns.thresholds() + "];");
        text.line("const int words = (steps + 31) / 32;");
        events.declarations();
        text.line("double now = from * " + literal(program.dt_ms()) + ";");
        text.line("__local int lowest;");
        text.line("if (item == 0) {");
        text.line("lowest = INT_MAX;");
        text.line("if (first <= steps) status[8 * unit] = 0;");
        text.line("}");
        text.line("Effects effects;");
        text.line("Effects *fx = &effects;");
        text.line("fx->kind = 0; fx->mechanism = -1; fx->instance = 0; fx->code = 0;");
        text.line("for (int i = item; first == 0 && phase == 0 && i < detectors; i += ITEMS) {");
        text.line("for (int w = 0; w < words; w++) spikes[(firstDetector + i) * words + w] = 0;");
        text.line("}");
        text.line("SYNC;");
    }

    private static String literal(double value) {
        return Lanes.ONE_DOUBLE.literal(value);
    }

    /** Begins with what the last step has left to deliver, so that a group may go on at either delivery. */
    private void step() {
        String dt = literal(program.dt_ms());
        events.deliver("2 * step", "(from + step) * " + dt, "step - 1", 2);
        text.line("if (step >= steps) break;");
        text.line("if (phase == 0) {");
        detect();
        if (program.hasWatches()) {
            events.watch();
        }
        text.line("}");
        if (program.hasWatches()) {
            sync();
        }
        if (program.hasSelfEvents()) {
            text.line("phase = 0;");
        }
        events.deliver("2 * step + 1", "((from + step) + 0.5) * " + dt, "step", 0);
        halfSteps(dt);
    }

    /** What a step does between its two deliveries. */
    private void halfSteps(String dt) {
        text.line("now = ((from + step) + 0.5) * " + dt + ";");
        play(1);
        program.reversals().forEach(s -> sweep(s, 1));
        clear(program.summed());
        program.beforeBreakpoint().forEach(s -> sweep(s, 1));
        clear(List.of(program.rightHandSide(), program.diagonal()));
        sync();
        program.currents().forEach(s -> sweep(s, 1));
        impose();
        solve();
        text.line("now = (from + step + 1) * " + dt + ";");
        play(0);
        program.states().forEach(s -> sweep(s, 2));
        program.afterSolve().forEach(s -> sweep(s, 2));
        program.beforeStep().forEach(s -> sweep(s, 2));
        sample();
    }

    private void play(int afterSteps) {
        text.line("if (row[" + columns.played() + "] > 0) {");
        sync();
        text.line("play(longs + row[" + columns.firstPlayed() + "], row[" + columns.played()
                + "], doubles, floats, longs, item, now, " + afterSteps + ");");
        sync();
        text.line("}");
    }

    private void impose() {
        text.line("if (row[" + columns.imposed() + "] > 0) {");
        text.line("impose(longs + row[" + columns.firstImposed() + "], row[" + columns.imposed()
                + "], doubles, longs, ints, item, now, m" + program.rightHandSide() + ");");
        sync();
        text.line("}");
    }

    void sync() {
        text.line("SYNC;");
    }

    private void detect() {
        text.line("for (int i = item; i < detectors; i += ITEMS) {");
        text.line("const int is = m" + program.voltage() + "[detectorNode[i]] > threshold[i];");
        text.line("if (is && !above[firstDetector + i]) spikes[(firstDetector + i) * words + step / 32] |="
                + " 1 << (step & 31);");
        text.line("above[firstDetector + i] = is;");
        text.line("}");
    }

    private boolean mayFail(Sweep sweep) {
        Set<Effect.Kind> effects = function(sweep).effects();
        return effects.contains(Effect.Kind.FAIL) || effects.contains(Effect.Kind.NET_MOVE);
    }

    KernelFunction function(Sweep sweep) {
        KernelFunction function = functions.get(sweep);
        if (function == null) {
            throw new AssertionError(sweep.kernel().name() + " has no function; please report");
        }
        return function;
    }

    private void stop(int phase) {
        stop("step", phase);
    }

    void stop(String step, int phase) {
        text.line("if (stopped(fx, " + step + ", " + phase + ", &lowest, status + 8 * unit)) break;");
    }

    void call(Sweep sweep, String range) {
        int i = sweep.instances();
        List<String> arguments = new ArrayList<>();
        Kernel kernel = sweep.kernel();
        for (int f = 0; f < sweep.array().size(); f++) {
            Field field = kernel.fields().get(f);
            int array = sweep.array().get(f);
            if (field.storage() == Storage.EVENT) {
                arguments.add("e" + f);
            } else if (KernelFunction.isByValue(kernel, field)) {
                arguments.add(array == program.time() ? "now" : "*m" + array);
            } else {
                arguments.add("m" + array);
            }
        }
        arguments.addAll(List.of("node" + i, "padded" + i, "count" + i, range, "identity" + i, "seed" + i, "fx"));
        if (mayFail(sweep)) {
            text.line("fx->mechanism = " + sweep.mechanism() + ";");
        }
        text.line(function(sweep).name() + "(" + String.join(", ", arguments) + ");");
    }

    private void sweep(Sweep sweep, int phase) {
        String padded = "padded" + sweep.instances();
        call(sweep, collides(sweep)
                ? "item == 0 ? 0 : " + padded + ", " + padded + ", " + Frame.CHUNK
                : "item * WIDTH, " + padded + ", ITEMS * WIDTH");
        sync();
        if (mayFail(sweep)) {
            stop(phase);
        }
    }

    /** Whether one work-item must do it all, by whole chunks: what is added at one node has an order. */
    private boolean collides(Sweep sweep) {
        return program.instances().get(sweep.instances()).shared() && writesNodes(sweep.kernel());
    }

    private static boolean writesNodes(Kernel kernel) {
        return KernelFunction.all(kernel.body())
                .anyMatch(i -> i instanceof Instruction.Accumulate || i instanceof Instruction.StoreNode);
    }

    private void clear(List<Integer> arrays) {
        if (!arrays.isEmpty()) {
            text.line("for (int i = item * " + Frame.CHUNK + "; i < length; i += ITEMS * " + Frame.CHUNK + ") {");
            for (int array : arrays) {
                Lanes lanes = new Lanes(program.arrays().get(array), Frame.CHUNK);
                text.line("vstore" + Frame.CHUNK + "((" + lanes.numbers() + ") 0, 0, m" + array + " + i);");
            }
            text.line("}");
        }
    }

    private void solve() {
        String v = "m" + program.voltage();
        String rhs = "m" + program.rightHandSide();
        String d = "m" + program.diagonal();
        switch (way.cable()) {
        case CELLS -> {
            cells("if (!eliminate_%d(base, b[1], ints + b[2], coefficients + b[3], " + v + ", " + rhs + ", " + d
                    + ")) fx->kind = 1;");
            stop(1);
            cells("substitute_%d(base, b[1], ints + b[2], " + v + ", " + rhs + ", " + d + ");");
        }
        case SLOTS, LOCAL_SLOTS -> {
            forests("if (!eliminate_slots(t, " + v + ", " + rhs + ", " + d + ", item)) fx->kind = 1;");
            stop(1);
            forests("substitute_slots(t, " + v + ", " + rhs + ", item);");
        }
        }
        sync();
        if (program.voltageFactor() == 2 && !program.corrections().isEmpty()) {
            text.line("for (int i = item; i < length - " + Frame.CHUNK + "; i += ITEMS) {");
            for (Correction c : program.corrections()) {
                text.line("m" + c.current() + "[i] = fma(m" + c.slope() + "[i], " + rhs + "[i], m" + c.current()
                        + "[i]);");
            }
            text.line("}");
            sync();
        }
    }

    /** Does something with all work-items for all trees of the group that are solved together. */
    private void forests(String what) {
        text.line("for (int f = 0; f < row[" + columns.trees() + "]; f++) {");
        text.line("const Trees t = trees(blocks + 7 * f, ints, coefficients, scratch);");
        text.line(what);
        text.line("}");
    }

    /** Does something for all cells of the group, as many at once as they lie side by side. */
    private void cells(String what) {
        int tasks = Frame.CHUNK / width;
        text.line("for (int t = item; t < " + tasks + " * wide; t += ITEMS) {");
        text.line("__global const int *b = blocks + 4 * (t / " + tasks + ");");
        text.line("const int base = b[0] + t % " + tasks + " * WIDTH;");
        text.line(what.formatted(width));
        text.line("}");
        text.line("for (int t = wide + item; t < wide + narrow; t += ITEMS) {");
        text.line("__global const int *b = blocks + 4 * t;");
        text.line("const int base = b[0];");
        text.line(what.formatted(1));
        text.line("}");
    }

    /** Of each sampler: steps until the first sample, steps between samples, samples, where they go; and its probes. */
    private void sample() {
        text.line("for (int s = row[" + columns.firstSampler() + "], e = s + row[" + columns.samplers()
                + "]; s < e; s++) {");
        text.line("__global const int *when = sampling + 4 * s;");
        text.line("const int late = step + 1 - when[0];");
        text.line("if (late >= 0 && late % when[1] == 0 && late / when[1] < when[2]) {");
        text.line("const long first = probes[s], size = probes[s + 1] - first;");
        text.line("__global double *to = samples + when[3] + late / when[1] * size;");
        text.line("for (int i = item; i < size; i += ITEMS) {");
        text.line("const long at = probes[first + i];");
        text.line("to[i] = at & 1 ? (double) floats[at >> 1] : doubles[at >> 1];");
        text.line("}");
        text.line("}");
        text.line("}");
    }

    private void end() {
        if (program.finite().isEmpty()) {
            return;
        }
        text.line("if (first <= steps && !fx->kind && lowest == INT_MAX) {");
        for (int f = 0; f < program.finite().size(); f++) {
            text.line("for (int i = item; i < row[" + columns.finite(f) + "]; i += ITEMS) {");
            text.line("if (!isfinite(m" + program.finite().get(f) + "[i])) fx->kind = 2;");
            text.line("}");
        }
        text.line("stopped(fx, steps, 0, &lowest, status + 8 * unit);");
        text.line("}");
    }
}
