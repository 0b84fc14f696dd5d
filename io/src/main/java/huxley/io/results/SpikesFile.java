package huxley.io.results;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5Dataset;
import huxley.io.hdf5.Hdf5File;
import huxley.io.hdf5.Hdf5Group;
import huxley.synapse.Population;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spikes by population in the layout of SONATA: {@code /spikes/POPULATION/{timestamps,node_ids}}, ascending by time. */
final class SpikesFile {
    static final String NAME = "spikes.h5";
    private static final int CHUNK_ROWS = 4096;

    private final List<Population> populations;
    private final List<Columns> columns = new ArrayList<>();

    private record Columns(Hdf5Dataset timestamps, Hdf5Dataset nodeIds) {
    }

    SpikesFile(Hdf5File file, List<Population> recorded) throws IOException {
        Sonata.mark(file);
        populations = recorded.stream().sorted(Comparator.comparingInt(Population::first)).toList();
        Hdf5Group spikes = file.root().group("spikes");
        Map<String, Columns> byName = new LinkedHashMap<>();
        for (Population population : populations) {
            String name = Sonata.nameOf(population);
            Columns known = byName.get(name);
            if (known == null) {
                Hdf5Group group = spikes.group(name);
                group.choice("sorting", 2, "none", "by_id", "by_time");
                known = new Columns(group.column("timestamps", ElementType.FLOAT64, CHUNK_ROWS),
                        group.column("node_ids", ElementType.UINT64, CHUNK_ROWS));
                known.timestamps.attribute("units", "ms");
                byName.put(name, known);
            }
            columns.add(known);
        }
    }

    /** Adds a spike, if it is of a population that is recorded. */
    void add(int gid, double time_ms) throws IOException {
        int low = 0;
        int high = populations.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Population population = populations.get(middle);
            if (gid < population.first()) {
                high = middle - 1;
            } else if (gid >= population.end()) {
                low = middle + 1;
            } else {
                columns.get(middle).timestamps.append(time_ms);
                columns.get(middle).nodeIds.append(Sonata.node(population, gid));
                return;
            }
        }
    }
}
