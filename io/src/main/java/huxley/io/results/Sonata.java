package huxley.io.results;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.io.hdf5.Hdf5Input;
import huxley.synapse.Population;
import java.io.IOException;
import java.util.Arrays;

/** What all files in the layouts of SONATA have in common. */
final class Sonata {
    private static final int MAGIC = 0x0a7a;
    private static final int[] VERSION = {0, 1};
    /** Numbers taken over at once, about. */
    private static final int BLOCK = 1 << 20;
    /** Times are whole intervals up to this rounding error. */
    private static final double ROUNDING = 1e-6;

    private Sonata() {
    }

    static void mark(Hdf5File file) {
        file.root().attribute("magic", new int[] {MAGIC});
        file.root().attribute("version", VERSION);
    }

    /** What the population is called in files. */
    static String nameOf(Population population) {
        Population.Origin origin = population.origin();
        return (origin == null ? population.name() : origin.population()).replace('/', '|');
    }

    /** The number of a cell in the population of the file. */
    static int node(Population population, int gid) {
        Population.Origin origin = population.origin();
        return origin == null ? gid - population.first() : origin.node()[gid - population.first()];
    }

    /** Time of the samples: start, stop and step; known when the first sample comes. */
    static final class TimeAxis {
        private final Hdf5Dataset time;
        private final double interval_ms;
        private double start_ms = Double.NaN;

        TimeAxis(Hdf5Group group, double interval_ms) throws IOException {
            this.interval_ms = interval_ms;
            // One row more than it has, so that its rows can be set again.
            time = group.column("time", ElementType.FLOAT64, 4);
            time.attribute("units", "ms");
            time.append(new double[] {0, 0, interval_ms}, 3);
        }

        /** Before the rows of a block are counted. */
        void startAt(double first_ms) {
            if (Double.isNaN(start_ms)) {
                start_ms = Csv.time(first_ms);
            }
        }

        void rows(long rows) {
            time.set(0, start_ms);
            time.set(1, Csv.time(start_ms + rows * interval_ms));
        }

        /**
         * Takes over the rows of a table that an interrupted run wrote until a time, and their times.
         *
         * @param place of the table
         * @param timePlace of its time axis
         */
        void takeOver(Hdf5Input earlier, String place, String timePlace, double until_ms, Hdf5Dataset table)
                throws IOException {
            long[] shape = earlier.shape(place);
            double first_ms = earlier.rows(timePlace, 0, 1)[0];
            long rows = Math.min(shape[0], (long) Math.floor((until_ms - first_ms) / interval_ms + ROUNDING) + 1);
            if (rows <= 0) {
                return;
            }
            startAt(first_ms);
            int width = Math.toIntExact(shape[1]);
            int atOnce = Math.max(1, BLOCK / width);
            for (long row = 0; row < rows; row += atOnce) {
                int some = (int) Math.min(atOnce, rows - row);
                double[] values = earlier.rows(place, row, some);
                for (int i = 0; i < some; i++) {
                    table.appendRow(Arrays.copyOfRange(values, i * width, (i + 1) * width));
                }
            }
            rows(table.rows());
        }
    }
}
