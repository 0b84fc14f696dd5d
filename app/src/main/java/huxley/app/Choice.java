package huxley.app;

import huxley.neuron.problem.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options that take one of a few words: the constants of an enum in small letters. */
final class Choice {
    private Choice() {
    }

    /** Makes {@code command} read, and complain about, these words as a user types them. */
    @SafeVarargs
    static void register(CommandLine command, Class<? extends Enum<?>>... choices) {
        for (Class<? extends Enum<?>> choice : choices) {
            register(command, choice);
        }
    }

    private static <E extends Enum<?>> void register(CommandLine command, Class<E> choice) {
        command.registerConverter(choice, word -> of(word, choice));
    }

    /** The constant that a word names. */
    static <E extends Enum<?>> E of(String word, Class<E> choice) {
        return Arrays.stream(choice.getEnumConstants())
                .filter(constant -> word(constant).equals(word.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("'" + word + "' is not possible; " + known(word, choice)));
    }

    private static String known(String word, Class<? extends Enum<?>> choice) {
        List<String> words = Arrays.stream(choice.getEnumConstants()).map(Choice::word).toList();
        return Suggestion.hint(word, "values", words);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
