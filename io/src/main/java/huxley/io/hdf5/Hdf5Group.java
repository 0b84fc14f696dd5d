package huxley.io.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A named collection of groups and datasets. */
public final class Hdf5Group extends Hdf5Object {
    private static final int LINK_INFO = 0x02;
    private static final int GROUP_INFO = 0x0a;
    private static final int LINK = 0x06;
    private static final int CHUNK_COLUMNS = 4096;

    private final Map<String, Hdf5Object> children = new LinkedHashMap<>();

    Hdf5Group(Hdf5File file) {
        super(file);
    }

    /** The group of that name in this one, made if absent. */
    public Hdf5Group group(String name) {
        Hdf5Object child = children.computeIfAbsent(checked(name), _ -> new Hdf5Group(file));
        if (child instanceof Hdf5Group group) {
            return group;
        }
        throw new IllegalArgumentException(name + " is a dataset");
    }

    /**
     * Makes a dataset of shape [row] that grows.
     *
     * @param chunkRows rows that are compressed and stored together
     */
    public Hdf5Dataset column(String name, ElementType type, int chunkRows) {
        return add(name, new Hdf5Dataset(file, type, 1, 1, chunkRows, 1));
    }

    /**
     * Makes a dataset of shape [row][column] that grows by rows.
     *
     * @param chunkRows rows that are compressed and stored together
     */
    public Hdf5Dataset table(String name, ElementType type, int columns, int chunkRows) {
        return add(name,
                new Hdf5Dataset(file, type, 2, columns, chunkRows, Math.min(columns, CHUNK_COLUMNS)));
    }

    private Hdf5Dataset add(String name, Hdf5Dataset dataset) {
        if (children.putIfAbsent(checked(name), dataset) != null) {
            throw new IllegalArgumentException("two objects are called " + name);
        }
        return dataset;
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("HDF5 cannot hold the name '" + name + "'");
        }
        return name;
    }

    @Override
    long write(Tail tail) {
        Bytes messages = new Bytes();
        message(messages, LINK_INFO, new Bytes().u8(0).u8(0).u64(Hdf5File.UNDEFINED).u64(Hdf5File.UNDEFINED));
        message(messages, GROUP_INFO, new Bytes().u8(0).u8(0));
        for (Map.Entry<String, Hdf5Object> child : children.entrySet()) {
            byte[] name = child.getKey().getBytes(StandardCharsets.UTF_8);
            // Flags: length of the name in two bytes, character set given (1: UTF-8).
            message(messages, LINK, new Bytes().u8(1).u8(0x11).u8(1).u16(name.length).raw(name)
                    .u64(child.getValue().write(tail)));
        }
        return writeHeader(tail, messages);
    }
}
