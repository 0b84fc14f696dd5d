package huxley.solver.opencl;

import huxley.solver.elementary.Elementary;
import huxley.solver.elementary.ElementarySingle;
import huxley.solver.precision.Precision;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether a device rounds as IEEE 754 says, operation by operation, as the program asks: what has the bits of the Java
 * backends depends on it. Every work-item computes the same operations as the host on operands chosen to show a difference.
 *
 * @param troubles what it does otherwise, in words; empty where it passed
 */
public record SelfTest(Precision precision, List<String> troubles) {
    private static final int OPERANDS = 4096;

    public SelfTest {
        troubles = List.copyOf(troubles);
    }

    public boolean passed() {
        return troubles.isEmpty();
    }

    /** Three operands, in the precision tested. */
    private interface Truth {
        double of(double a, double b, double c);
    }

    /**
     * One question to the device.
     *
     * @param code what it computes of a, b and c
     * @param operands which ones show a difference
     */
    private record Question(String trouble, String code, Operands operands, Truth inDouble, Truth inSingle) {
        Truth truth(Precision precision) {
            return precision == Precision.DOUBLE ? inDouble : inSingle;
        }
    }

    /** Kinds of operands. */
    private enum Operands {
        ORDINARY,
        CANCELLING,
        TINY
    }

    private static final List<Question> QUESTIONS = List.of(
            new Question("contracts products and sums into one operation", "a * b + c", Operands.CANCELLING,
                    (a, b, c) -> a * b + c, (a, b, c) -> (float) a * (float) b + (float) c),
            new Question("rounds a fused multiply-add twice", "fma(a, b, c)", Operands.CANCELLING, Math::fma,
                    (a, b, c) -> Math.fma((float) a, (float) b, (float) c)),
            new Question("reorders sums", "(a + b) - a + c", Operands.ORDINARY, (a, b, c) -> a + b - a + c,
                    (a, b, c) -> (float) a + (float) b - (float) a + (float) c),
            new Question("reorders products", "a * b / b * c", Operands.ORDINARY, (a, b, c) -> a * b / b * c,
                    (a, b, c) -> (float) a * (float) b / (float) b * (float) c),
            new Question("takes subnormal numbers for 0", "a * b", Operands.TINY, (a, b, c) -> a * b,
                    (a, b, c) -> (float) a * (float) b),
            new Question("does not round divisions correctly", "a / b", Operands.ORDINARY, (a, b, c) -> a / b,
                    (a, b, c) -> (float) a / (float) b),
            new Question("does not round square roots correctly", "sqrt(fabs(a))", Operands.ORDINARY,
                    (a, b, c) -> Math.sqrt(Math.abs(a)), (a, b, c) -> (float) Math.sqrt((float) Math.abs(a))),
            new Question("loses the sign of 0 or compares NaN", "(a < b ? a : b) * -0.0f", Operands.ORDINARY,
                    (a, b, c) -> (a < b ? a : b) * -0.0, (a, b, c) -> (float) (a < b ? a : b) * -0.0f),
            elementary("exp", Op.EXP), elementary("log", Op.LOG), elementary("tanh", Op.TANH),
            new Question("computes powers otherwise", "POWER(fabs(a), b)", Operands.ORDINARY,
                    (a, b, c) -> Elementary.pow(Math.abs(a), b),
                    (a, b, c) -> ElementarySingle.pow((float) Math.abs(a), (float) b)));

    private static Question elementary(String name, Op op) {
        return new Question("computes " + name + " otherwise", "FUNCTION(" + name + ")(a)", Operands.ORDINARY,
                (a, b, c) -> Elementary.apply(op, a, 0, 0),
                (a, b, c) -> ElementarySingle.apply(op, (float) a, 0, 0));
    }

    /** Asks a device; takes a moment where its compiler has not seen the program before. */
    public static SelfTest of(DeviceSession session, Precision precision) {
        return of(session, precision, i -> QUESTIONS.get(i).code());
    }

    /** @param code what the device computes for each question, as a test may want to falsify it */
    static SelfTest of(DeviceSession session, Precision precision, IntFunction<String> code) {
        int width = precision == Precision.DOUBLE
                ? session.device().properties().doubleVectorWidth()
                : session.device().properties().singleVectorWidth();
        Lanes lanes = new Lanes(precision, width);
        DeviceProgram program = session.build(new ProgramText().needs(lanes).add(text(lanes, code)));
        DeviceKernel kernel = program.kernel("answer");
        List<String> troubles = new ArrayList<>();
        for (int i = 0; i < QUESTIONS.size(); i++) {
            Question question = QUESTIONS.get(i);
            double[] operands = operands(question.operands(), precision, i);
            double[] answers = ask(session, kernel, i, operands, width);
            for (int k = 0; k < OPERANDS; k++) {
                double expected = question.truth(precision).of(operands[3 * k], operands[3 * k + 1],
                        operands[3 * k + 2]);
                if (Double.doubleToLongBits(answers[k]) != Double.doubleToLongBits(expected)) {
                    troubles.add(question.trouble());
                    break;
                }
            }
        }
        return new SelfTest(precision, troubles);
    }

    private static String text(Lanes lanes, IntFunction<String> code) {
        String cases = IntStream.range(0, QUESTIONS.size()).mapToObj(i -> "case " + i + ": y = "
                + code.apply(i).replace("a < b ? a : b", lanes.choose("a < b", "a", "b")) + "; break;")
                .collect(Collectors.joining("\n        "));
        return """
                #define FUNCTION(f) f##_%1$s
                #define POWER FUNCTION(pow)
                __kernel void answer(int question, __global const double *operands, __global double *answers) {
                    const int i = %2$d * (int) get_global_id(0);
                    %3$s a, b, c, y = 0;
                    %4$s
                    switch (question) {
                        %5$s
                    }
                    %6$s
                }
                """.formatted(lanes.suffix(), lanes.width(), lanes.numbers(), each(lanes,
                "a%1$s = operands[3 * (i + %2$d)]; b%1$s = operands[3 * (i + %2$d) + 1]; c%1$s = operands[3 * (i + %2$d) + 2];"),
                cases, each(lanes, "answers[i + %2$d] = y%1$s;"));
    }

    private static String each(Lanes lanes, String statement) {
        return IntStream.range(0, lanes.width()).mapToObj(k -> statement.formatted(lanes.lane("", k), k))
                .collect(Collectors.joining("\n    "));
    }

    private static double[] ask(DeviceSession session, DeviceKernel kernel, int question, double[] operands,
            int width) {
        double[] answers = new double[OPERANDS];
        try (DeviceBuffer in = session.allocate((long) Double.BYTES * operands.length);
                DeviceBuffer out = session.allocate((long) Double.BYTES * answers.length)) {
            session.write(in, 0, operands, 0, operands.length);
            session.launch(kernel.with(question, in, out), OPERANDS / width, 0);
            session.read(out, 0, answers, 0, answers.length);
        }
        return answers;
    }

    /** Three numbers of the precision for each answer. */
    private static double[] operands(Operands kind, Precision precision, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] operands = new double[3 * OPERANDS];
        double tiny = precision == Precision.DOUBLE ? 0x1p-520 : 0x1p-69;
        for (int i = 0; i < operands.length; i += 3) {
            double a = rounded(random.nextDouble(-30, 30), precision);
            double b = rounded(random.nextDouble(-4, 4) * Math.scalb(1.0, random.nextInt(-20, 4)), precision);
            operands[i] = a;
            operands[i + 1] = b;
            operands[i + 2] = rounded(random.nextDouble(-4, 4), precision);
            switch (kind) {
            case ORDINARY -> {
            }
            case CANCELLING -> operands[i + 2] = -rounded(a * b, precision);
            case TINY -> {
                operands[i] = a * tiny;
                operands[i + 1] = b * tiny;
            }
            }
        }
        return operands;
    }

    private static double rounded(double value, Precision precision) {
        return precision == Precision.DOUBLE ? value : (float) value;
    }
}
