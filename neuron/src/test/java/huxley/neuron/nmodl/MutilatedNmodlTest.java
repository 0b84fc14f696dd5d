package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, the answer is a mechanism or complaints about the file, never a crash. */
class MutilatedNmodlTest {
    private static final List<String> TEXTS = BuiltIns.names().stream()
            .map(name -> BuiltIns.source(name).orElseThrow().text()).toList();

    @Test
    void mutilatedBuiltInsGiveComplaintsOnly() {
        mutilate(400);
    }

    @Test
    @Tag("slow")
    void manyMutilatedBuiltInsGiveComplaintsOnly() {
        mutilate(40_000);
    }

    @Test
    void endlessNestingIsAComplaint() {
        for (String open : List.of("(", "-", "2^", "{", "IF (1) {", "WHILE (a) {", "IF (1) { } ELSE ")) {
            String text = "NEURON { SUFFIX x }\nINITIAL {\n a = " + open.repeat(100_000);
            assertThrows(InvalidInputException.class,
                    () -> Nmodl.compile(new Source("x", open.contains("{") ? text.replace("a =", "") : text),
                            Includes.none()));
        }
    }

    private static void mutilate(int count) {
        for (int seed = 0; seed < count; seed++) {
            Random random = new Random(seed);
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            for (int i = random.nextInt(3); i >= 0; i--) {
                text = random.nextBoolean() ? withoutAToken(text, random) : withACharacter(text, random);
            }
            try {
                Nmodl.compile(new Source("seed " + seed, text), Includes.none());
            } catch (InvalidInputException expected) {
                // the file is wrong and its author is told so
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + seed + "\n" + text, e);
            }
        }
    }

    private static String withoutAToken(String text, Random random) {
        try {
            List<String> tokens = Lexer.tokens(new Source("", text)).stream().map(token -> token.where().text())
                    .collect(Collectors.toCollection(ArrayList::new));
            int at = random.nextInt(tokens.size());
            if (random.nextBoolean()) {
                tokens.remove(at);
            } else {
                tokens.set(at, tokens.get(random.nextInt(tokens.size())));
            }
            return String.join("\n", tokens);
        } catch (InvalidInputException e) {
            return text;
        }
    }

    private static String withACharacter(String text, Random random) {
        int at = random.nextInt(text.length());
        char c = "{}()[]\"':?~<>-+*/^=,.;#x0 \n".charAt(random.nextInt(27));
        return text.substring(0, at) + c + text.substring(at + random.nextInt(2));
    }
}
