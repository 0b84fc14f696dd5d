package huxley.solver.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What one rank has of an array of a state. The whole array has some numbers for every key (a gid, or the number of something else),
 * in the order of keys; a key is on one rank.
 *
 * @param keys how many there are on all ranks
 * @param key those of this rank, ascending
 * @param length [key] numbers
 */
record Portion(int keys, int[] key, int[] length) {
    /** One number for each. */
    static Portion single(int keys, int[] key) {
        int[] lengths = new int[key.length];
        Arrays.fill(lengths, 1);
        return new Portion(keys, key, lengths);
    }

    /** Numbers in all. */
    int size() {
        return Arrays.stream(length).sum();
    }

    /** The whole array at rank 0, of use nowhere else. @param mine the numbers of this portion */
    double[] whole(double[] mine, Ranks ranks) {
        if (ranks.isAlone()) {
            return mine;
        }
        int[] start = starts(ranks);
        double[] whole = new double[ranks.isFirst() ? start[keys] : 0];
        ByteBuffer block = Ranks.bytes((1L + key.length) * Integer.BYTES + (long) Double.BYTES * mine.length);
        block.putInt(key.length).asIntBuffer().put(key);
        block.position((1 + key.length) * Integer.BYTES).asDoubleBuffer().put(mine);
        ranks.gather(block.rewind(), (rank, theirs) -> {
            int[] keys = new int[theirs.getInt()];
            theirs.asIntBuffer().get(keys);
            theirs.position(theirs.position() + keys.length * Integer.BYTES);
            for (int k : keys) {
                for (int i = start[k]; i < start[k + 1]; i++) {
                    whole[i] = theirs.getDouble();
                }
            }
        });
        return whole;
    }

    /** The numbers of this portion. @param whole array; of another length where it is of something else */
    double[] of(double[] whole, Ranks ranks) {
        int[] start = starts(ranks);
        if (start[keys] != whole.length) {
            throw new IllegalStateException(
                    whole.length + " saved numbers for " + start[keys] + "; please report");
        }
        if (ranks.isAlone()) {
            return whole;
        }
        double[] mine = new double[size()];
        int next = 0;
        for (int k : key) {
            System.arraycopy(whole, start[k], mine, next, start[k + 1] - start[k]);
            next += start[k + 1] - start[k];
        }
        return mine;
    }

    /** [key] where its numbers start in the whole array, and the end, which every rank knows then. */
    int[] starts(Ranks ranks) {
        ByteBuffer block = Ranks.bytes(2L * Integer.BYTES * key.length);
        for (int i = 0; i < key.length; i++) {
            block.putInt(key[i]).putInt(length[i]);
        }
        int[] start = new int[keys + 1];
        for (ByteBuffer theirs : ranks.all(block.flip())) {
            while (theirs.hasRemaining()) {
                start[theirs.getInt() + 1] = theirs.getInt();
            }
        }
        Arrays.parallelPrefix(start, Math::addExact);
        return start;
    }
}
