package huxley.io.model;

import huxley.io.document.Node;
import huxley.synapse.Circuit.CellInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All cells and named sources of a model with their gids: cells in order of the file, then sources. */
final class Population {
    private final List<BoundCell> cells;
    private final Map<String, Integer> firstGid = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, BoundCell> byName = new LinkedHashMap<>();
    private final int cellCount;

    Population(List<BoundCell> cells, Map<Node.Field, Entry> sources) {
        this.cells = List.copyOf(cells);
        int gid = 0;
        for (BoundCell cell : cells) {
            byName.put(cell.name(), cell);
            gid = add(cell.name(), gid, cell.count());
        }
        cellCount = gid;
        for (Map.Entry<Node.Field, Entry> source : sources.entrySet()) {
            gid = add(source.getKey().name(), gid, (int) source.getValue().whole(ModelFormat.SOURCE_COUNT));
        }
    }

    private int add(String name, int gid, int count) {
        firstGid.put(name, gid);
        counts.put(name, count);
        return gid + count;
    }

    List<BoundCell> cells() {
        return cells;
    }

    int cellCount() {
        return cellCount;
    }

    /** The kind of cell of that name, {@code axon} or {@code axon[3]}; null if it is none. */
    @Nullable
    BoundCell cell(String name) {
        return byName.get(base(name));
    }

    boolean isSource(String name) {
        return firstGid.containsKey(base(name)) && !byName.containsKey(base(name));
    }

    private String base(String name) {
        return firstGid.containsKey(name) ? name : name.replaceAll("\\[\\d+]$", "");
    }

    /** The gids a name stands for: all of {@code axon}, or the one of {@code axon[3]}; empty if there is no such thing. */
    List<Integer> gids(String name) {
        String base = base(name);
        Integer first = firstGid.get(base);
        List<Integer> gids = new ArrayList<>();
        if (first == null) {
            return gids;
        }
        int count = counts.getOrDefault(base, 0);
        if (base.equals(name)) {
            for (int i = 0; i < count; i++) {
                gids.add(first + i);
            }
            return gids;
        }
        int index = Integer.parseInt(name.substring(base.length() + 1, name.length() - 1));
        if (index < count) {
            gids.add(first + index);
        }
        return gids;
    }

    /** What a user may write. */
    TreeSet<String> names() {
        return new TreeSet<>(firstGid.keySet());
    }

    TreeSet<String> cellNames() {
        return new TreeSet<>(byName.keySet());
    }

    List<CellInstance> instances() {
        return ModelBinder.instances(cells);
    }

    int firstGid(BoundCell cell) {
        return firstGid.getOrDefault(cell.name(), 0);
    }

    String label(BoundCell cell, int gid) {
        return cell.instanceLabel(gid - firstGid(cell));
    }
}
