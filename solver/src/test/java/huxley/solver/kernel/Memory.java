package huxley.solver.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Arrays of a kernel and what it told the engine. */
public final class Memory {
    /** How the instances of a test lie at nodes. */
    public enum Nodes {
        CHUNKED,
        SCATTERED,
        /** Consecutive for a while, with some out of order. */
        STRETCHES,
        SHARED,
        /** Some to very many at one node, one after the other. */
        CROWDED
    }

    public final Numbers[] arrays;
    public final int[] node;
    public final boolean chunked;
    public final int count;
    public final int padded;
    private final boolean singleNodes;
    public final List<String> effects = new ArrayList<>();
    private final List<Field> fields;

    public Memory(Kernel kernel, Nodes nodes, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.fields = kernel.fields();
        this.count = count;
        this.padded = (count + Frame.CHUNK - 1) / Frame.CHUNK * Frame.CHUNK;
        this.chunked = nodes == Nodes.CHUNKED;
        this.singleNodes = kernel.nodes() == Precision.SINGLE;
        this.arrays = new Numbers[kernel.fields().size()];
        for (int f = 0; f < arrays.length; f++) {
            Field field = kernel.fields().get(f);
            int size = field.storage() == Storage.UNIFORM ? field.length() : (padded + 8) * field.length();
            arrays[f] = Numbers.of(kernel.precision(field), size);
            for (int i = 0; i < size; i++) {
                arrays[f].set(i, plausible(field, i, random));
            }
        }
        this.node = switch (nodes) {
        case CHUNKED -> permutation(padded / Frame.CHUNK, random).map(chunk -> chunk * Frame.CHUNK).toArray();
        case SCATTERED -> withSpare(permutation(count, random).toArray());
        case STRETCHES ->
            withSpare(IntStream.range(0, count).map(i -> i / 64 % 2 == 0 || i + 1 == count ? i : i ^ 1).toArray());
        case CROWDED -> withSpare(crowds(count, random));
        case SHARED -> withSpare(random.ints(count, 0, Math.max(1, count / 3)).toArray());
        };
    }

    private static double plausible(Field field, int i, SplittableRandom random) {
        return switch (field.symbol()) {
        case Field.Symbol.OfEngine engine -> switch (engine.quantity()) {
        case V -> random.nextDouble(-90, 40);
        case DT -> 0.025;
        case CELSIUS -> 34;
        default -> random.nextDouble(1, 100);
        };
        case Field.Symbol.OfVariable of -> switch (of.variable().role()) {
        case PARAMETER -> of.variable().initial();
        case STATE -> random.nextDouble();
        case RANDOM -> i % 5;
        case ASSIGNED, POINTER, OPAQUE -> random.nextDouble(-4, 4);
        };
        case Field.Symbol.OfIon _,Field.Symbol.RightHandSide _,Field.Symbol.Diagonal _,Field.Symbol.Weight _ ->
            random.nextDouble(0.01, 4);
        };
    }

    private static int[] crowds(int count, SplittableRandom random) {
        int[] node = new int[count];
        int left = 0;
        for (int i = 0, at = -1; i < count; i++) {
            if (left-- == 0) {
                left = random.nextInt(1 << random.nextInt(9));
                at = random.nextInt(count);
            }
            node[i] = at;
        }
        return node;
    }

    private static IntStream permutation(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return Arrays.stream(order);
    }

    private int[] withSpare(int[] nodes) {
        int[] all = Arrays.copyOf(nodes, padded);
        Arrays.fill(all, count, padded, padded);
        return all;
    }

    public Frame frame() {
        Frame frame = new Frame(arrays.length, singleNodes ? Precision.SINGLE : Precision.DOUBLE, node, chunked, count,
                padded, Frame.shares(node, chunked, count),
                LongStream.range(7, 7 + padded).toArray(), 3,
                new Frame.Effects() {
                    @Override
                    public void netSend(int instance, double delay_ms, double flag) {
                        effects.add(instance + " send " + delay_ms + " " + flag);
                    }

                    @Override
                    public void netMove(int instance, double time_ms) {
                        effects.add(instance + " move " + time_ms);
                    }

                    @Override
                    public void netEvent(int instance, double time_ms) {
                        effects.add(instance + " event " + time_ms);
                    }

                    @Override
                    public void watch(int instance, int index, double flag) {
                        effects.add(instance + " watch " + index + " " + flag);
                    }

                    @Override
                    public void forNetcons(int instance, int index) {
                        effects.add(instance + " for netcons " + index);
                    }

                    @Override
                    public void fail(int instance, int code) {
                        effects.add(instance + " fail " + code);
                    }
                }, (table, arguments) -> arguments[0] - 0.25 * arguments[arguments.length - 1]);
        for (int f = 0; f < arrays.length; f++) {
            frame.bind(f, arrays[f]);
        }
        return frame;
    }

    private boolean isPadding(int field, int index) {
        return switch (fields.get(field).storage()) {
        case INSTANCE -> index % padded >= count;
        case NODE -> index >= padded || IntStream.range(count, padded).map(frame()::nodeOf).anyMatch(n -> n == index);
        case UNIFORM, EVENT -> false;
        };
    }

    /** Bits of what belongs to instances, and the effects whatever the order of instances. */
    public void assertSame(Memory other, String what) {
        for (int f = 0; f < arrays.length; f++) {
            for (int i = 0; i < arrays[f].length(); i++) {
                if (!isPadding(f, i)
                        && Double.doubleToLongBits(arrays[f].get(i)) != Double
                                .doubleToLongBits(other.arrays[f].get(i))) {
                    assertEquals(arrays[f].get(i), other.arrays[f].get(i), what + ", array " + f + "[" + i + "]");
                }
            }
        }
        for (int i = 0; i < count; i++) {
            String mine = i + " ";
            assertEquals(effects.stream().filter(e -> e.startsWith(mine)).sorted().toList(),
                    other.effects.stream().filter(e -> e.startsWith(mine)).sorted().toList(), what);
        }
    }
}
