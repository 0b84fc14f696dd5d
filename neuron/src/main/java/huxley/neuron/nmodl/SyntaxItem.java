package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.nmodl.SyntaxStatement.Argument;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.LocalName;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.problem.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands outside all blocks of a file. */
sealed interface SyntaxItem {
    Span where();

    record Title(String text, Span where) implements SyntaxItem {
    }

    record Neuron(List<NeuronStatement> statements, Span where) implements SyntaxItem {
    }

    /** A line of the NEURON block. */
    sealed interface NeuronStatement {
        Span where();

        /** SUFFIX, POINT_PROCESS or ARTIFICIAL_CELL. */
        record Kind(String keyword, Word name, Span where) implements NeuronStatement {
        }

        record UseIon(Word ion, List<Word> reads, List<Word> writes, @Nullable Double valence, Span where)
                implements
                    NeuronStatement {
        }

        /** RANGE, GLOBAL, POINTER, BBCOREPOINTER, EXTERNAL, RANDOM, NONSPECIFIC_CURRENT, ELECTRODE_CURRENT. */
        record Names(String keyword, List<Word> names, Span where) implements NeuronStatement {
        }

        /** THREADSAFE, REPRESENTS: no effect. */
        record Mark(String word, Span where) implements NeuronStatement {
        }
    }

    record Units(List<UnitDefinition> definitions, Span where) implements SyntaxItem {
    }

    /** A line of the UNITS block. */
    sealed interface UnitDefinition {
        Span where();

        /** {@code (name) = (meaning)}. */
        record Alias(UnitText name, UnitText meaning, Span where) implements UnitDefinition {
        }

        /** {@code name = number (unit)}. */
        record Constant(Word name, double value, String text, @Nullable UnitText unit, Span where)
                implements
                    UnitDefinition {
        }

        /** {@code name = (of) (in)}: how many of {@code in} one of {@code of} is. */
        record Factor(Word name, UnitText of, UnitText in, Span where) implements UnitDefinition {
        }
    }

    /** UNITSON, UNITSOFF. */
    record UnitsSwitch(boolean on, Span where) implements SyntaxItem {
    }

    /**
     * A declared name.
     *
     * @param value default of a parameter or constant, START of a state; null if none
     * @param min lower limit, null if none; {@code max} likewise
     */
    record Declaration(String name, @Nullable Word length, @Nullable Double value, @Nullable UnitText unit,
            @Nullable Double min, @Nullable Double max, @Nullable Double tolerance, Span where) {
    }

    /** PARAMETER, CONSTANT, ASSIGNED or STATE. */
    record Declarations(String keyword, List<Declaration> declarations, Span where) implements SyntaxItem {
    }

    /** INDEPENDENT: says what everybody knows. */
    record Independent(String text, Span where) implements SyntaxItem {
    }

    record TopLocal(List<LocalName> names, Span where) implements SyntaxItem {
    }

    record Define(Word name, int value, Span where) implements SyntaxItem {
    }

    record Include(String file, Span where) implements SyntaxItem {
    }

    /** INITIAL, BREAKPOINT, CONSTRUCTOR, DESTRUCTOR, or BEFORE/AFTER with the moment after a blank. */
    record Code(String keyword, Block body, Span where) implements SyntaxItem {
    }

    /** DERIVATIVE, KINETIC, LINEAR, NONLINEAR. */
    record Equations(String keyword, Word name, List<Word> solveFor, Block body, Span where) implements SyntaxItem {
    }

    /** FUNCTION or PROCEDURE. */
    record Function(String keyword, Word name, List<Argument> arguments, @Nullable UnitText unit, Block body,
            Span where) implements SyntaxItem {
    }

    record FunctionTable(Word name, List<Argument> arguments, @Nullable UnitText unit, Span where)
            implements
                SyntaxItem {
    }

    record NetReceive(List<Argument> arguments, Block body, Span where) implements SyntaxItem {
    }

    record Verbatim(String text, Span where) implements SyntaxItem {
    }
}
