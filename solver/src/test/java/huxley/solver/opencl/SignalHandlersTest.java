package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signals of the Java machine stay its own. */
class SignalHandlersTest {
    @TempDir
    Path cache;

    /** In a process of its own, since a driver is loaded only once. */
    @Test
    void lookingForDevicesAndBuildingProgramsChangesNone() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                InAProcess.class.getName(), cache.toString()));
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals("", output);
        assertEquals(0, process.waitFor());
    }

    static final class InAProcess {
        public static void main(String[] arguments) {
            long[] before = addresses();
            Devices devices = Devices.find();
            report("finding devices", before);
            for (Device device : devices.devices()) {
                try (DeviceSession session = new DeviceSession(device, new ProgramCache(Path.of(arguments[0])))) {
                    DeviceProgram program = session.build(new ProgramText().add(
                            "__kernel void twice(__global double *x) { x[get_global_id(0)] *= 2; }"));
                    DeviceBuffer buffer = session.allocate(8);
                    session.write(buffer, 0, new double[] {1}, 0, 1);
                    session.launch(program.kernel("twice").with(buffer), 1, 0);
                    session.finish();
                }
                report("computing", before);
            }
        }

        private static void report(String when, long[] before) {
            long[] after = addresses();
            for (int i = 0; i < before.length; i++) {
                if (before[i] != after[i]) {
                    System.out.println("after " + when + ": signal " + (i + 1) + " changed");
                }
            }
        }
    }

    /** Addresses, the first field of the structure; not all of its other bytes are set by the system. */
    private static long[] addresses() {
        return SignalHandlers.current().actions().stream()
                .mapToLong(action -> action.length == 0 ? 0 : ByteBuffer.wrap(action).getLong()).toArray();
    }
}
