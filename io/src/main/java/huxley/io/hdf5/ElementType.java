package huxley.io.hdf5;

import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_IEEE_F64LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I32LE_g;
import static org.bytedeco.hdf5.global.hdf5.H5T_STD_I64LE_g;

/** What a dataset holds; all little-endian. */
public enum ElementType {
    FLOAT64,
    FLOAT32,
    INT64,
    INT32;

    /** The library's id of the type. */
    long id() {
        return switch (this) {
        case FLOAT64 -> H5T_IEEE_F64LE_g();
        case FLOAT32 -> H5T_IEEE_F32LE_g();
        case INT64 -> H5T_STD_I64LE_g();
        case INT32 -> H5T_STD_I32LE_g();
        };
    }
}
