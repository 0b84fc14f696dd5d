package huxley.solver.opencl;

import huxley.solver.accelerator.AcceleratorFailure;
import org.jocl.CL;
import org.jocl.CLException;

/** A device did not do what it was asked to. */
public final class DeviceFailure extends AcceleratorFailure {
    private static final long serialVersionUID = 1;
    private final Kind kind;

    /** What a caller can do about it. */
    public enum Kind {
        /** Ask for less. */
        OUT_OF_MEMORY,
        /** The compiler of the device rejects a program. */
        BUILD,
        /** Nothing more can be had from the device. */
        LOST
    }

    DeviceFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** @param doing such as {@code "reading 8 MB"} */
    static DeviceFailure of(CLException failure, String device, String doing) {
        int status = failure.getStatus();
        boolean memory = status == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE || status == CL.CL_OUT_OF_RESOURCES
                || status == CL.CL_OUT_OF_HOST_MEMORY || status == CL.CL_INVALID_BUFFER_SIZE;
        return new DeviceFailure(memory ? Kind.OUT_OF_MEMORY : Kind.LOST,
                "the device " + device + " failed while " + doing + " (" + CL.stringFor_errorCode(status) + ")");
    }

    public Kind kind() {
        return kind;
    }
}
