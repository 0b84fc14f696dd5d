package huxley.solver.opencl;

import huxley.solver.precision.Precision;
import huxley.solver.program.CodeText;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Accumulate;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Draw;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Instruction.Store;
import huxley.solver.program.Instruction.StoreElement;
import huxley.solver.program.Instruction.StoreNode;
import huxley.solver.program.Kernel;
import huxley.solver.program.KernelText;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kernel as a function in OpenCL C. Its parameters are, in this order:
 *
 * <ul>
 * <li>for each field of the kernel its memory, of {@link #type type}: {@code __global} memory of instances
 * ({@code [element * padded + instance]}), of nodes and of uniform values; private memory ({@code double *}) of the event; a
 * uniform value of length 1 that the kernel does not change, as a number;
 * <li>{@code __global const int *node}: as in {@link huxley.solver.kernel.Frame}, per chunk of 8 where {@link #chunked},
 * else per instance;
 * <li>{@code int padded, int count}: instances with and without padding (the length of an element of instance memory);
 * <li>{@code int begin, int end, int stride}: it handles instances begin to begin + width - 1, the same from begin + stride
 * on, and so on, up to end;
 * <li>{@code __global const long *identity, int seed}: of the instances and the run, for random streams;
 * <li>{@code Effects *fx}: where effects go, a type that the program defines before, with functions {@code net_send(fx,
 * instance, delay_ms, flag)}, {@code net_move(fx, instance, time_ms)}, {@code net_event(fx, instance, time_ms)}, {@code
 * watch(fx, instance, index, flag)}, {@code for_netcons(fx, instance, index)} and {@code fail(fx, instance, code)}; those
 * that {@link #effects} names.
 * </ul>
 *
 * @param lanes numbers that are computed together
 * @param chunked whether the instances of a chunk lie at consecutive nodes
 */
public record KernelFunction(String name, Kernel kernel, Lanes lanes, boolean chunked, String text) {

    /**
     * The function of a kernel.
     *
     * @param name an identifier that no other function of the program has
     * @param width instances computed together: 1, 2, 4 or 8; event kernels always take one; 8 where instances share nodes,
     * because chunks at one node are added as a whole
     */
    public static KernelFunction of(Kernel kernel, String name, int width, boolean chunked) {
        Lanes lanes = kernel.isForEvents()
                ? Lanes.ONE_DOUBLE
                : new Lanes(kernel.isSingle() ? Precision.SINGLE : Precision.DOUBLE, width);
        CodeText text = new CodeText(true);
        text.line("static void " + name + "(" + String.join(", ", parameters(kernel)) + ") {");
        sweep(kernel, lanes, text, chunked);
        text.line("}");
        return new KernelFunction(name, kernel, lanes, chunked, text.toString());
    }

    private static List<String> parameters(Kernel kernel) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < kernel.fields().size(); i++) {
            Field field = kernel.fields().get(i);
            parameters.add(type(kernel, field) + " a" + i + " /* " + KernelText.name(field) + " */");
        }
        parameters.add("__global const int *node");
        parameters.add("int padded, int count");
        parameters.add("int begin, int end, int stride");
        parameters.add("__global const long *identity");
        parameters.add("int seed");
        parameters.add("Effects *fx");
        return parameters;
    }

    private static void sweep(Kernel kernel, Lanes lanes, CodeText text, boolean chunked) {
        InstructionText instructions = new InstructionText(text, kernel, lanes, chunked);
        instructions.writeUniform();
        text.startOver();
        text.line("for (int i = begin; i < end; i += stride) {");
        if (kernel.fields().stream().anyMatch(f -> f.storage() == Storage.NODE)) {
            if (chunked) {
                text.line("const int n = node[i >> 3] + (i & 7);");
            } else {
                for (int lane = 0; lane < lanes.width(); lane++) {
                    text.line("const int n" + (lanes.isOne() ? "" : lane) + " = node[i + " + lane + "];");
                }
            }
        }
        instructions.write(kernel.body());
        text.line("}");
    }

    /** The type of the parameter of a field. */
    public String type(Field field) {
        return type(kernel, field);
    }

    private static String type(Kernel kernel, Field field) {
        if (isByValue(kernel, field)) {
            return "const double";
        }
        if (field.storage() == Storage.EVENT) {
            return "double *";
        }
        String number = kernel.precision(field) == Precision.SINGLE ? "float" : "double";
        boolean changes = all(kernel.body()).anyMatch(i -> changes(i, field));
        return (changes ? "__global " : "__global const ") + number + " *";
    }

    /** Whether a field is handed to the function as a number. */
    public static boolean isByValue(Kernel kernel, Field field) {
        return field.storage() == Storage.UNIFORM && field.length() == 1
                && all(kernel.body()).noneMatch(i -> changes(i, field));
    }

    /** All instructions, those of loops too. */
    static Stream<Instruction> all(List<Instruction> body) {
        return body.stream().flatMap(i -> i instanceof Loop loop
                ? Stream.concat(Stream.of(loop), Stream.concat(all(loop.condition()), all(loop.body())))
                : Stream.of(i));
    }

    private static boolean changes(Instruction instruction, Field field) {
        return switch (instruction) {
        case Store store -> store.field().equals(field);
        case StoreElement store -> store.field().equals(field);
        case Accumulate accumulate -> accumulate.field().equals(field);
        case StoreNode store -> store.field().equals(field);
        case Draw draw -> draw.stream().equals(field);
        case Loop _,Instruction.Constant _,Load _,Instruction.LoadElement _,Compute _,Instruction.Lookup _,Instruction.Effect _ ->
            false;
        };
    }

    /** What the kernel tells the engine. */
    public Set<Instruction.Effect.Kind> effects() {
        Set<Instruction.Effect.Kind> effects = EnumSet.noneOf(Instruction.Effect.Kind.class);
        all(kernel.body()).forEach(i -> {
            switch (i) {
            case Instruction.Effect effect -> effects.add(effect.kind());
            case Loop _,Instruction.LoadElement _,StoreElement _ -> effects.add(Instruction.Effect.Kind.FAIL);
            case Instruction.Constant _,Load _,Compute _,Store _,Accumulate _,StoreNode _,Instruction.Lookup _,Draw _ ->
                {
            }
            }
        });
        return effects;
    }

    /**
     * Whether memory of a node is changed and accessed another time: where two instances share a node, all instances would
     * have to do one instruction before any does the next, which this function does not.
     */
    public boolean needsNodesOfItsOwn() {
        return kernel.fields().stream().filter(f -> f.storage() == Storage.NODE).anyMatch(field -> {
            long changes = all(kernel.body()).filter(i -> changes(i, field)).count();
            long loads = all(kernel.body()).filter(i -> i instanceof Load l && l.field().equals(field)).count();
            return changes > 1 || changes == 1 && loads > 0;
        });
    }

    /** Why a device cannot run a kernel, in words that continue "it runs on the host because it ...". */
    public static Optional<String> refusal(Kernel kernel) {
        return all(kernel.body()).flatMap(i -> switch (i) {
        case Instruction.Lookup lookup -> Stream.of("looks up the FUNCTION_TABLE " + lookup.table());
        case Store store when store.field().storage() == Storage.UNIFORM ->
            Stream.of("changes " + KernelText.name(store.field()) + ", which all instances share");
        case Store _,Instruction.Constant _,Load _,Instruction.LoadElement _,Compute _,StoreElement _,Accumulate _,StoreNode _,Loop _,Draw _,Instruction.Effect _ ->
            Stream.empty();
        }).findFirst();
    }

    /** What of the library it calls. */
    Set<Library.Part> parts() {
        Set<Library.Part> parts = EnumSet.noneOf(Library.Part.class);
        all(kernel.body()).forEach(i -> {
            if (i instanceof Draw) {
                parts.add(Library.Part.RANDOM);
            } else if (i instanceof Compute compute && isCircular(compute.op())) {
                parts.add(Library.Part.CIRCULAR);
            }
        });
        return parts;
    }

    private static boolean isCircular(Op op) {
        return switch (op) {
        case SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2 -> true;
        case ADD, SUB, MUL, DIV, NEG, FMA, ABS, SQRT, FLOOR, CEIL, FMOD, MIN, MAX, LT, LE, GT, GE, EQ, NE, AND, OR, NOT,
                SELECT, EXP, LOG, LOG10, POW, SINH, COSH, TANH, ERF ->
            false;
        };
    }
}
