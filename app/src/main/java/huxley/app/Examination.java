package huxley.app;

import huxley.solver.opencl.Devices;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import jdk.incubator.vector.DoubleVector;

/** What the machine offers: each thing the simulator can use, whether it is there, and why not. */
final class Examination {
    /**
     * One thing looked for.
     *
     * @param needed whether nothing runs without it
     * @param detail what was found, or the reason why it is unavailable
     */
    record Finding(String name, boolean available, boolean needed, String detail) {
    }

    private Examination() {
    }

    static List<Finding> all() {
        return List.of(java(), processor(), compiler(), simd(), fusedMultiplyAdd(), fonts(), display(), openCl(),
                mpi());
    }

    private static Finding java() {
        return new Finding("Java", true, true, "%s %s (%s), %s".formatted(System.getProperty("java.vendor"),
                Runtime.version(), System.getProperty("os.arch"), System.getProperty("java.home")));
    }

    private static Finding processor() {
        Runtime runtime = Runtime.getRuntime();
        return new Finding("processor", true, true, "%d cores, memory for the simulation %.1f GiB".formatted(
                runtime.availableProcessors(), runtime.maxMemory() / (double) (1L << 30)));
    }

    private static Finding compiler() {
        boolean found = ToolProvider.getSystemJavaCompiler() != null;
        return new Finding("compiler", found, false, found
                ? "mechanisms are compiled for the simd backend in memory"
                : "this Java has no compiler (jdk.compiler): own mechanisms run on the scalar backend");
    }

    private static Finding simd() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new Finding("SIMD", false, false,
                    "the module jdk.incubator.vector is not loaded (start with ./huxley): the scalar backend is used");
        }
        return preferredWidth();
    }

    /** Touches the Vector API; called only when its module is there. */
    private static Finding preferredWidth() {
        int bits = DoubleVector.SPECIES_PREFERRED.vectorBitSize();
        return new Finding("SIMD", true, false, "%d bit: %d doubles or %d floats at a time".formatted(bits, bits / 64,
                bits / 32));
    }

    private static Finding fusedMultiplyAdd() {
        boolean known = Files.isReadable(Path.of("/proc/cpuinfo"));
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean found = arch.equals("aarch64") || (known && cpuFlags().contains(" fma "));
        return new Finding("fused multiply-add", found, false, found
                ? "in hardware"
                : known
                        ? "this processor has none: the same bits are computed in software, many times slower"
                        : "cannot tell on this system");
    }

    private static String cpuFlags() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(l -> l.startsWith("flags")).findFirst().orElse("") + " ";
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static Finding fonts() {
        try {
            String family = new Font(Font.SANS_SERIF, Font.PLAIN, 12).getFamily();
            int fonts = GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length;
            return new Finding("plots", true, false,
                    "drawn in memory, no screen needed; %d font families (%s)".formatted(
                            fonts, family));
        } catch (Throwable missing) {
            return new Finding("plots", false, false,
                    "no fonts (%s); on Debian: apt install fontconfig fonts-dejavu-core"
                            .formatted(missing.getMessage()));
        }
    }

    private static Finding display() {
        String x11 = System.getenv().getOrDefault("DISPLAY", "");
        String wayland = System.getenv().getOrDefault("WAYLAND_DISPLAY", "");
        boolean found = !x11.isEmpty() || !wayland.isEmpty();
        return new Finding("display", found, false, found
                ? "X11 '%s', Wayland '%s'".formatted(x11, wayland)
                : "neither DISPLAY nor WAYLAND_DISPLAY is set; pictures are written to files");
    }

    private static Finding openCl() {
        Devices found = Devices.find();
        String devices = found.devices().stream().map(d -> d.properties().name() + " (" + d.properties().kind() + ")")
                .collect(Collectors.joining(", "));
        return new Finding("OpenCL", !found.devices().isEmpty(), false, devices.isEmpty()
                ? String.join("; ", found.troubles())
                : devices + "; 'huxley devices' tests and measures");
    }

    private static Finding mpi() {
        String carriers = RankLauncher.carriers();
        return new Finding("MPI", !carriers.isEmpty(), false, carriers.isEmpty()
                ? "neither mpirun nor MPJ Express is installed: a model runs in one process (Debian: apt install openmpi-bin)"
                : carriers + "; 'huxley run --ranks N' starts several processes");
    }
}
