package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.precision.Precision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
    @TempDir
    Path cache;

    @Test
    void deviceThatRoundsAsItShouldPassesInBothPrecisions() {
        try (OnDevice device = OnDevice.open(cache)) {
            for (Precision precision : Precision.values()) {
                assertEquals(List.of(), SelfTest.of(device.session, precision).troubles(), precision.toString());
            }
        }
    }

    /** The device computes what a lax compiler would make of the program. */
    @Test
    void whatLaxCompilersDoIsFound() {
        List<String> lax = List.of("fma(a, b, c)", "a * b + c", "(b + c)", "a * (b / b * c)",
                "(fabs(a * b) < SMALLEST ? 0 : a * b)", "a * (1 / b)", "1 / (1 / sqrt(fabs(a)))", "fmax(a, b) * 0.0f",
                "FUNCTION(exp)(a) * (1 + 4 * SLIGHTLY)", "FUNCTION(log)(a) * (1 + 4 * SLIGHTLY)",
                "FUNCTION(tanh)(a) * (1 + 4 * SLIGHTLY)", "POWER(fabs(a), b) * (1 + 4 * SLIGHTLY)");
        try (OnDevice device = OnDevice.open(cache)) {
            for (Precision precision : Precision.values()) {
                boolean isDouble = precision == Precision.DOUBLE;
                String zero = "select(a * b, a * 0, fabs(a * b) < " + (isDouble ? "0x1p-1022" : "0x1p-126f") + ")";
                List<String> found = SelfTest.of(device.session, precision,
                        i -> lax.get(i).replace("(fabs(a * b) < SMALLEST ? 0 : a * b)", zero)
                                .replace("SLIGHTLY", isDouble ? "0x1p-52" : "0x1p-23f"))
                        .troubles();
                assertEquals(List.of("contracts products and sums into one operation",
                        "rounds a fused multiply-add twice", "reorders sums", "reorders products",
                        "takes subnormal numbers for 0", "does not round divisions correctly",
                        "does not round square roots correctly", "loses the sign of 0 or compares NaN",
                        "computes exp otherwise", "computes log otherwise", "computes tanh otherwise",
                        "computes powers otherwise"), found, precision.toString());
            }
        }
    }
}
