package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.solver.kernel.RandomKernels;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs on disk, and programs that a compiler rejects. */
class ProgramTest {
    private static final String TWICE = "__kernel void twice(__global double *x) { x[get_global_id(0)] *= %s; }";

    @TempDir
    Path cache;

    @Test
    void programsOfEarlierRunsAreTakenFromDiskAndDamagedOnesBuiltAgain() throws IOException {
        assertFalse(built("2"), "nothing is known yet");
        assertTrue(built("2"));
        assertFalse(built("2.0"), "another text is another program");
        for (Path file : files()) {
            byte[] good = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(good, good.length / 2));
        }
        assertFalse(built("2"), "a damaged file counts as absent");
        assertTrue(built("2"));
        assertEquals(2, files().size());
    }

    /** Whether it came from the cache. */
    private boolean built(String factor) {
        try (OnDevice device = OnDevice.open(cache)) {
            DeviceProgram program = device.session.build(new ProgramText().add(TWICE.formatted(factor)));
            double[] x = {1, 2, 3};
            DeviceBuffer buffer = device.session.allocate(24);
            device.session.write(buffer, 0, x, 0, 3);
            device.session.launch(program.kernel("twice").with(buffer), 3, 0);
            device.session.read(buffer, 0, x, 0, 3);
            assertEquals(List.of(2.0, 4.0, 6.0), Arrays.stream(x).boxed().toList());
            return program.isFromCache();
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(cache)) {
            return files.toList();
        }
    }

    @Test
    void rejectedProgramIsExplainedByTheLineOfTheMechanism() {
        ProgramText text = new ProgramText()
                .add(KernelFunction.of(exponential(), "k_state", 1, true)
                        .text().replace("Effects *fx", "void *fx").replace("exp_d1", "expo"));
        try (OnDevice device = OnDevice.open(cache)) {
            DeviceFailure failure = assertThrows(DeviceFailure.class, () -> device.session.build(text));
            assertEquals(DeviceFailure.Kind.BUILD, failure.kind());
            String message = failure.getMessage();
            assertTrue(message.contains("made of k.mod:3: m = exp(x) {\n"), message);
            assertTrue(message.contains("of the line: const double x1 = expo(x0);"), message);
        }
    }

    @Test
    void logsOfSeveralCompilersAreUnderstood() {
        ProgramText text = new ProgramText().add(KernelFunction.of(exponential(), "k_state", 1, true).text());
        List<String> lines = text.toString().lines().toList();
        int line = lines.indexOf("        const double x1 = exp_d1(x0);") + 1;
        for (String log : List.of("<kernel>:%d:12: error: use of undeclared identifier 'exp_d1'",
                "input.cl(%d): error: use of undeclared identifier 'exp_d1'",
                "\"/tmp/OCL1.cl\", line 3: warning: x\n:%d:9: error: use of undeclared identifier 'exp_d1'\n^\n")) {
            assertEquals("""
                    the OpenCL compiler of Card rejects the program
                      made of k.mod:3: m = exp(x) {
                      it says: use of undeclared identifier 'exp_d1'
                      of the line: const double x1 = exp_d1(x0);""",
                    BuildLog.explain("Card", text, log.formatted(line)));
        }
        assertEquals("""
                the OpenCL compiler of Card rejects the program
                  it says: internal error""", BuildLog.explain("Card", text, "internal error\n"));
    }

    /** m = exp(x), as line 3 of k.mod. */
    private static Kernel exponential() {
        Span line = new Source("a/b/k.mod", "NEURON {\n}\nm = exp(x) {\n").span(13, 14);
        Field x = RandomKernels.FIELDS.getFirst();
        return new Kernel("k.state", List.of(x), List.of(new Instruction.Load(0, x, 0, line),
                new Instruction.Compute(1, Op.EXP, 0, -1, -1, line), new Instruction.Store(x, 0, 1, line)), 2);
    }
}
