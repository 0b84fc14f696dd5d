package huxley.solver.opencl;

import java.util.Locale;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** An OpenCL device of this machine. */
public final class Device {
    final cl_platform_id platform;
    final cl_device_id id;
    private final Properties properties;

    Device(cl_platform_id platform, cl_device_id id, Properties properties) {
        this.platform = platform;
        this.id = id;
        this.properties = properties;
    }

    public Properties properties() {
        return properties;
    }

    /** What kind of processor it is. */
    public enum Kind {
        GPU,
        CPU,
        OTHER;

        @Override
        public String toString() {
            return this == OTHER ? "other" : name();
        }
    }

    /**
     * What a device says of itself.
     *
     * @param number counts the devices of all platforms
     * @param version of OpenCL
     * @param localMemory_bytes memory that a work-group shares
     * @param largestBuffer_bytes of one allocation
     * @param doubleVectorWidth native; 1 where the compiler makes vectors of work-items
     * @param hasDouble whether it computes in double precision as IEEE 754 says, with fused multiply-add
     * @param roundsSingleCorrectly whether division and square root in single precision can be had correctly rounded
     */
    public record Properties(int number, String platform, String name, String vendor, String version, String driver,
            Kind kind, long memory_bytes, long largestBuffer_bytes, long localMemory_bytes, int computeUnits,
            int clock_MHz, long largestGroup, int doubleVectorWidth, int singleVectorWidth, boolean hasDouble,
            boolean hasSingleDenormals, boolean roundsSingleCorrectly) {

        /** Whether this is what somebody asks for: a number, or part of its name or platform. */
        public boolean answersTo(String wish) {
            String words = (platform + " " + name + " " + vendor).toLowerCase(Locale.ROOT);
            return wish.equals(String.valueOf(number))
                    || !wish.isBlank() && wish.chars().anyMatch(c -> !Character.isDigit(c))
                            && words.contains(wish.toLowerCase(Locale.ROOT));
        }
    }
}
