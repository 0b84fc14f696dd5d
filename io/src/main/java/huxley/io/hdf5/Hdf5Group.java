package huxley.io.hdf5;

import static huxley.io.hdf5.Library.checked;
import static org.bytedeco.hdf5.global.hdf5.H5Gclose;
import static org.bytedeco.hdf5.global.hdf5.H5Gcreate2;
import static org.bytedeco.hdf5.global.hdf5.H5P_CLS_GROUP_CREATE_ID_g;
import static org.bytedeco.hdf5.global.hdf5.H5P_DEFAULT;
import static org.bytedeco.hdf5.global.hdf5.H5Pclose;
import static org.bytedeco.hdf5.global.hdf5.H5Pcreate;
import static org.bytedeco.hdf5.global.hdf5.H5Pset_obj_track_times;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A named collection of groups and datasets. */
public final class Hdf5Group extends Hdf5Object {
    private final Map<String, Hdf5Object> children = new LinkedHashMap<>();

    Hdf5Group(long id) {
        super(id);
    }

    /** The group of that name in this one, made if absent. */
    public Hdf5Group group(String name) throws IOException {
        Hdf5Object child = children.get(name);
        if (child == null) {
            synchronized (Library.LOCK) {
                long properties = H5Pcreate(H5P_CLS_GROUP_CREATE_ID_g());
                H5Pset_obj_track_times(properties, false);
                long group = H5Gcreate2(id, legal(name), H5P_DEFAULT, properties, H5P_DEFAULT);
                H5Pclose(properties);
                child = new Hdf5Group(checked(group, "create group " + name));
            }
            children.put(name, child);
        }
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
    public Hdf5Dataset column(String name, ElementType type, int chunkRows) throws IOException {
        if (children.containsKey(name)) {
            throw new IllegalArgumentException("two objects are called " + name);
        }
        Hdf5Dataset dataset = Hdf5Dataset.create(id, legal(name), type, chunkRows);
        children.put(name, dataset);
        return dataset;
    }

    private static String legal(String name) {
        if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("HDF5 cannot hold the name '" + name + "'");
        }
        return name;
    }

    @Override
    void flush() throws IOException {
        for (Hdf5Object child : children.values()) {
            child.flush();
        }
    }

    @Override
    void release() {
        children.values().forEach(Hdf5Object::release);
        H5Gclose(id);
    }
}
