package huxley.io.model;

import huxley.neuron.cell.Cell;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Population;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Everything of a model that has a gid: first cells, then artificial cells, both group by group in order of the file. */
final class Census {
    private final Set<BoundCell> known = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<BoundCell> kinds = new ArrayList<>();
    private final List<BoundCell> kindOf = new ArrayList<>();
    private final List<CellInstance> instances = new ArrayList<>();
    private final Map<String, Population> groups = new LinkedHashMap<>();
    private int size;

    /** A group of equal cells. */
    void addCells(BoundCell kind, int count) {
        List<BoundCell> members = Collections.nCopies(count, kind);
        addCells(kind.name(), members, members.stream().map(BoundCell::cell).toList(), null);
    }

    /**
     * A group of cells; all such groups come before those of artificial cells.
     *
     * @param members [member] the kind of each
     * @param cells [member] what is simulated: the cell of its kind, or one that differs from it in values
     */
    void addCells(String name, List<BoundCell> members, List<Cell> cells, Population.@Nullable Placement placement) {
        if (size > kindOf.size()) {
            throw new IllegalStateException("cells after artificial cells; please report");
        }
        members.stream().filter(known::add).forEach(kinds::add);
        kindOf.addAll(members);
        for (int i = 0; i < members.size(); i++) {
            instances.add(new CellInstance(label(name, i, members.size()), cells.get(i)));
        }
        add(name, members.size(), placement);
    }

    void addArtificialCells(String name, int count, Population.@Nullable Placement placement) {
        add(name, count, placement);
    }

    private void add(String name, int count, Population.@Nullable Placement placement) {
        groups.put(name, new Population(name, size, count, placement));
        size += count;
    }

    /** All kinds of cells. */
    List<BoundCell> kinds() {
        return kinds;
    }

    /** The kind of a cell. */
    BoundCell kind(int gid) {
        return kindOf.get(gid);
    }

    boolean isCell(int gid) {
        return gid < kindOf.size();
    }

    int cellCount() {
        return kindOf.size();
    }

    boolean isSource(String name) {
        Population group = groups.get(base(name));
        return group != null && !isCell(group.first());
    }

    /** The group that a name without index stands for. */
    @Nullable
    Population group(String name) {
        return groups.get(name);
    }

    private String base(String name) {
        return groups.containsKey(name) ? name : name.replaceAll("\\[\\d+]$", "");
    }

    /** The gids a name stands for: all of {@code axon}, or the one of {@code axon[3]}; empty if there is no such thing. */
    List<Integer> gids(String name) {
        String base = base(name);
        Population group = groups.get(base);
        if (group == null) {
            return List.of();
        }
        if (base.equals(name)) {
            return IntStream.range(group.first(), group.end()).boxed().toList();
        }
        BigInteger index = new BigInteger(name.substring(base.length() + 1, name.length() - 1));
        return index.compareTo(BigInteger.valueOf(group.count())) < 0
                ? List.of(group.first() + index.intValue())
                : List.of();
    }

    /** What a user may write. */
    TreeSet<String> names() {
        return new TreeSet<>(groups.keySet());
    }

    TreeSet<String> cellNames() {
        TreeSet<String> names = names();
        names.removeIf(this::isSource);
        return names;
    }

    List<CellInstance> instances() {
        return Collections.unmodifiableList(instances);
    }

    List<Population> populations() {
        return List.copyOf(groups.values());
    }

    /** {@code axon}, or {@code axon[3]} if there are several. */
    static String label(String name, int index, int count) {
        return count == 1 ? name : name + "[" + index + "]";
    }

    /** How a cell is called. */
    String label(int gid) {
        return instances.get(gid).label();
    }
}
