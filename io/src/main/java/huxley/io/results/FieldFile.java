package huxley.io.results;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.io.hdf5.Hdf5Input;
import huxley.synapse.Electrode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Extracellular potentials of electrodes that share an interval, in the layout that BMTK writes: {@code /ecp/data}
 * [sample][channel] in mV, {@code /ecp/channel_id} and {@code /ecp/time}. The attribute {@code channel_I} of the data is the
 * name of a channel.
 */
final class FieldFile {
    private final Hdf5Dataset data;
    private final Sonata.TimeAxis time;
    /** [channel][sample] not yet written: channels come one after the other. */
    private final double[][] pending;
    private final int[] count;

    FieldFile(Hdf5File file, List<Electrode> electrodes) throws IOException {
        int size = electrodes.size();
        Hdf5Group ecp = file.root().group("ecp");
        data = ecp.table("data", ElementType.FLOAT64, size, Math.clamp((1 << 16) / size, 1, 1024));
        data.attribute("units", "mV");
        Hdf5Dataset channels = ecp.column("channel_id", ElementType.INT64, Math.max(1, size));
        for (int i = 0; i < size; i++) {
            data.attribute("channel_" + i, electrodes.get(i).name());
            channels.append(i);
        }
        time = new Sonata.TimeAxis(ecp, electrodes.getFirst().interval_ms());
        pending = new double[size][0];
        count = new int[size];
    }

    void append(int channel, double[] time_ms, double[] potential_mV) throws IOException {
        time.startAt(time_ms[0]);
        int before = count[channel];
        pending[channel] = Arrays.copyOf(pending[channel], before + potential_mV.length);
        System.arraycopy(potential_mV, 0, pending[channel], before, potential_mV.length);
        count[channel] += potential_mV.length;
        int rows = Arrays.stream(count).min().orElse(0);
        if (rows > 0) {
            double[] row = new double[count.length];
            for (int i = 0; i < rows; i++) {
                for (int c = 0; c < row.length; c++) {
                    row[c] = pending[c][i];
                }
                data.appendRow(row);
            }
            for (int c = 0; c < row.length; c++) {
                pending[c] = Arrays.copyOfRange(pending[c], rows, count[c]);
                count[c] -= rows;
            }
            time.rows(data.rows());
        }
    }

    /** Takes over the samples of an interrupted run until a time. */
    void takeOver(Hdf5Input earlier, double until_ms) throws IOException {
        time.takeOver(earlier, "ecp/data", "ecp/time", until_ms, data);
    }
}
