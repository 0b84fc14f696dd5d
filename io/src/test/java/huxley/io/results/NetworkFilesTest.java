package huxley.io.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Electrode;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import huxley.synapse.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts of SONATA, read by h5py and by the reader of spike trains. */
class NetworkFilesTest {
    @TempDir
    private Path folder;

    /** Two cells of three compartments in "exc", one in "inh", which counts its nodes as 7. */
    private static Circuit circuit() {
        double[] none = new double[3];
        Compartments tree = new Compartments(new int[] {-1, 0, 1}, new double[] {100, 50, 50}, new double[] {1, 1, 1},
                new double[] {1, 1, 1}, new double[] {10, 5, 5}, new int[] {0, 1, 1}, new double[] {0.5, 0.25, 0.75},
                none, none, none, none);
        Cell cell = new Cell("cell", null, tree, new double[] {1, 1, 1}, new double[] {-65, -65, -65}, List.of(),
                List.of(), List.of());
        List<Circuit.CellInstance> cells = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cells.add(new Circuit.CellInstance("cell" + i, cell));
        }
        List<Population> populations = List.of(new Population("exc", 0, 2, null),
                new Population("inh.cells", 2, 1, null, new Population.Origin("inh", new int[] {7})));
        Report report = new Report("v", 9, i -> new Quantity.Voltage(i / 3, i % 3), "mV", 0, 10, 0.1);
        return new Circuit(cells, List.of(), populations, List.of(), List.of(), List.of(), GapJunctions.NONE,
                List.of(), List.of(), List.of(), List.of(), List.of(report),
                List.of(new Electrode("ecp[3]", 0.1, gid -> null), new Electrode("ecp[4]", 0.1, gid -> null)),
                Map.of());
    }

    private void write() throws IOException {
        try (ResultsWriter writer = new ResultsWriter(folder, circuit(), 0)) {
            writer.spikes(new int[] {1, 2, 0}, new double[] {0.1, 0.1, 0.3});
            for (int block = 0; block < 3; block++) {
                double[] time_ms = {0.2 * block, 0.2 * block + 0.1};
                double[][] values = new double[2][9];
                for (int i = 0; i < 2; i++) {
                    for (int place = 0; place < 9; place++) {
                        values[i][place] = 100 * (2 * block + i) + place;
                    }
                }
                writer.report(0, time_ms, values);
                writer.field(1, time_ms, new double[] {4, block});
                writer.field(0, time_ms, new double[] {3, -block});
                writer.progress(time_ms[1]);
            }
            assertEquals(List.of("v.h5", "ecp.h5"),
                    writer.reports().stream().map(RunSummary.ReportSummary::file).toList());
        }
    }

    @Test
    void h5pyReadsSpikesAsTheirReadersDo() throws IOException, InterruptedException {
        write();
        assertEquals("2682 [0 1] [1 0] [0.1 0.3] 2 {'none': 0, 'by_id': 1, 'by_time': 2} ms uint64 [7]",
                python("spikes.h5", """
                        s = f['spikes/exc']
                        print(f.attrs['magic'], f.attrs['version'], s['node_ids'][:], s['timestamps'][:],
                              s.attrs['sorting'], h5py.check_enum_dtype(s.attrs.get_id('sorting').dtype),
                              s['timestamps'].attrs['units'], s['node_ids'].dtype, f['spikes/inh/node_ids'][:])
                        """));
    }

    @Test
    void h5pyReadsReportsAsTheirReadersDo() throws IOException, InterruptedException {
        write();
        assertEquals("['exc', 'inh'] (6, 6) float32 mV v [0 1] [0 3 6] [0 1 1 0 1 1]"
                + " [0.5  0.25 0.75 0.5  0.25 0.75] [0.  0.6 0.1] ms [500. 501. 502. 503. 504. 505.] [7] [106. 107. 108.]",
                python("v.h5", """
                        e = f['report/exc']
                        m = e['mapping']
                        print(list(f['report']), e['data'].shape, e['data'].dtype, e['data'].attrs['units'],
                              e['data'].attrs['variable'], m['node_ids'][:], m['index_pointer'][:], m['element_ids'][:],
                              m['element_pos'][:], m['time'][:], m['time'].attrs['units'], e['data'][5],
                              f['report/inh/mapping/node_ids'][:], f['report/inh/data'][1])
                        """));
    }

    @Test
    void h5pyReadsPotentialsOfElectrodes() throws IOException, InterruptedException {
        write();
        assertEquals("(6, 2) [ 3.  4.  0.  0.  3.  4. -1.  1.  3.  4. -2.  2.] ecp[4] mV [0 1] [0.  0.6 0.1]",
                python("ecp.h5", """
                        d = f['ecp/data']
                        print(d.shape, d[:].ravel(), d.attrs['channel_1'], d.attrs['units'], f['ecp/channel_id'][:],
                              f['ecp/time'][:])
                        """));
    }

    private String python(String file, String script) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("/usr/bin/python3", "-c", "import h5py, sys\nf = h5py.File(sys.argv[1])\n"
                    + script, folder.resolve(file).toString()).redirectErrorStream(true).start();
        } catch (IOException absent) {
            assumeTrue(false, "python3 is not installed");
            throw absent;
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        assumeTrue(!out.contains("No module named"), "h5py is not installed");
        return out;
    }
}
