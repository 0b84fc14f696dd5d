package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;

/** The front door: NMODL text -> checked mechanism. */
public final class Nmodl {
    private Nmodl() {
    }

    /**
     * Compiles a {@code .mod} file. Warnings are in {@link Mechanism#warnings()}.
     *
     * @throws InvalidInputException with the first syntax error, or with all semantic errors of the file
     */
    public static Mechanism compile(Source source, Includes includes) {
        Problems problems = new Problems();
        NmodlFile file = LagTranslation
                .translate(VerbatimTranslation.translate(Parser.parse(source, includes), problems));
        return Checker.check(file, problems);
    }

    /**
     * The file as NMODL alone: INCLUDEs read in, recognised C idioms translated.
     *
     * @throws InvalidInputException with the first syntax error
     */
    public static String translated(Source source, Includes includes) {
        return SyntaxPrinter.print(VerbatimTranslation.translate(Parser.parse(source, includes), new Problems()));
    }
}
