package huxley.app;

import huxley.solver.opencl.Device;
import huxley.solver.opencl.DeviceExamination;
import huxley.solver.opencl.Devices;
import huxley.solver.opencl.Throughput;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley devices}. */
@Command(name = "devices", mixinStandardHelpOptions = true, description = {
        "Lists the OpenCL devices of this machine, tests whether each rounds as the Java backends do, and measures it for two"
                + " seconds."}, footerHeading = "%nExamples:%n", footer = {"  huxley devices",
                        "  huxley devices --quick      without measuring", "  huxley devices --json"})
final class DevicesCommand implements Callable<Integer> {
    private static final double GIB = 1L << 30;
    private static final double KIB = 1L << 10;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Option(names = "--quick", description = "Test, but do not measure.")
    private boolean quick;

    @Spec
    private CommandSpec spec;

    /** All that is known, as data. */
    record Listing(List<DeviceExamination> devices, List<String> troubles) {
    }

    @Override
    public Integer call() {
        Devices found = Devices.find();
        Listing listing = new Listing(
                found.devices().stream().map(device -> DeviceExamination.of(device, !quick)).toList(),
                found.troubles());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, listing);
        } else {
            listing.devices().forEach(device -> print(out, device));
            listing.troubles().forEach(trouble -> out.println(trouble));
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, DeviceExamination examined) {
        Device.Properties device = examined.device();
        out.println(device.number() + "  " + device.name());
        Table table = new Table("", "", "");
        table.row("", "platform", device.platform() + ", driver " + device.driver());
        table.row("", "kind", "%s, %s of %d MHz".formatted(device.kind(), Count.exactly(device.computeUnits(),
                "compute unit"), device.clock_MHz()));
        table.row("", "memory", String.format(Locale.ROOT, "%.1f GiB, %.1f GiB in one piece, %.0f KiB a work-group",
                device.memory_bytes() / GIB, device.largestBuffer_bytes() / GIB, device.localMemory_bytes() / KIB));
        table.row("", "vectors", device.doubleVectorWidth() == 1
                ? "none: one number a work-item"
                : device.doubleVectorWidth() + " doubles, " + device.singleVectorWidth() + " floats a work-item");
        table.row("", "self-test", examined.troubles().isEmpty()
                ? "passed: the bits of the Java backends"
                : "FAILED: " + String.join("; ", examined.troubles()) + "; runs stay on the Java backends");
        if (!examined.singleTroubles().isEmpty()) {
            table.row("", "", "in single precision: " + String.join("; ", examined.singleTroubles()));
        }
        Throughput measured = examined.throughput();
        if (measured != null) {
            table.row("", "measured", String.format(Locale.ROOT,
                    "memory %.3g GB/s; %.3g Gflop/s in double precision, %.3g in single", measured.memory_GB_per_s(),
                    measured.double_Gflop_per_s(), measured.single_Gflop_per_s()));
        }
        table.print(out);
    }
}
