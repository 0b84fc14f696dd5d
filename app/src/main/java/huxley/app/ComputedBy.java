package huxley.app;

import huxley.neuron.problem.Suggestion;
import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.SeveralAccelerators;
import huxley.solver.opencl.Device;
import huxley.solver.opencl.DeviceAccelerator;
import huxley.solver.opencl.DeviceExamination;
import huxley.solver.opencl.Devices;
import huxley.solver.precision.Precision;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/**
 * Value of {@code --backend}: {@code auto}, {@code scalar}, {@code simd}, {@code opencl} or {@code opencl:DEVICE}.
 *
 * @param device number or part of the name of a device, {@code all}, empty for the first that can be used
 */
record ComputedBy(BackendChoice backend, String device) {
    private static final String ALL = "all";

    /** @param choice of a word without a device */
    static ComputedBy of(String words, Function<String, BackendChoice> choice) {
        int colon = words.indexOf(':');
        BackendChoice backend = choice.apply(colon < 0 ? words : words.substring(0, colon));
        if (colon >= 0 && backend != BackendChoice.OPENCL) {
            throw new TypeConversionException("'" + words + "' is not possible; only opencl takes a device");
        }
        return new ComputedBy(backend, colon < 0 ? "" : words.substring(colon + 1));
    }

    /**
     * The device asked for, if any; says why where there is none.
     *
     * @param verbose whether it says how it goes about it
     */
    Optional<Accelerator> accelerator(Precision precision, PrintWriter log, boolean verbose) {
        if (backend != BackendChoice.OPENCL) {
            return Optional.empty();
        }
        Devices found = Devices.find();
        List<Device> wanted = found.devices().stream()
                .filter(d -> device.isEmpty() || device.equals(ALL) || d.properties().answersTo(device)).toList();
        if (wanted.isEmpty() && !found.devices().isEmpty()) {
            throw new UserError("no OpenCL device is called '" + device + "'; "
                    + Suggestion.hint(device, "devices", found.devices().stream().map(d -> d.properties().name())
                            .toList())
                    + " (huxley devices lists them with their numbers)");
        }
        List<String> troubles = new ArrayList<>(found.troubles());
        List<Accelerator> usable = new ArrayList<>();
        for (Device each : wanted) {
            DeviceExamination examined = DeviceExamination.of(each, false);
            List<String> own = precision == Precision.SINGLE && examined.troubles().isEmpty()
                    ? examined.singleTroubles()
                    : examined.troubles();
            own.forEach(t -> troubles.add(each.properties().name() + ": " + t));
            if (own.isEmpty()) {
                usable.add(new DeviceAccelerator(each, log::println, detail -> {
                    if (verbose) {
                        log.println(detail);
                    }
                }));
                if (!device.equals(ALL)) {
                    return Optional.of(usable.getFirst());
                }
            }
        }
        if (!usable.isEmpty()) {
            return Optional.of(usable.size() == 1 ? usable.getFirst() : new SeveralAccelerators(usable));
        }
        log.println("running without OpenCL: " + String.join("; ", troubles));
        return Optional.empty();
    }
}
