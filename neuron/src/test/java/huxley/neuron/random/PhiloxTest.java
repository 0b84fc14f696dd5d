package huxley.neuron.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class PhiloxTest {
    @Test
    void wordsMatchThePublishedAnswers() {
        assertWords(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, 0, 0, 0, 0, 0, 0);
        assertWords(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, -1, -1, -1, -1, -1, -1);
        assertWords(new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}, 0x243f6a88, 0x85a308d3, 0x13198a2e,
                0x03707344, 0xa4093822, 0x299f31d0);
    }

    @Test
    void blockHoldsTheFourWords() {
        int[] words = new int[4];
        Philox.block(1, 2, 3, 4, 5, 6, words);
        assertWords(words, 1, 2, 3, 4, 5, 6);
    }

    /** What is drawn depends on the place alone, not on what was drawn before. */
    @Test
    void streamBeginsAnewWhereverItIsPut() {
        RandomStream stream = RandomKey.of(1, "name", "purpose").stream();
        double first = stream.at(3, 4).nextNormal();
        for (int i = 0; i < 7; i++) {
            stream.nextInt(10);
        }
        assertEquals(first, stream.at(3, 4).nextNormal());
        assertNotEquals(first, stream.at(4, 3).nextNormal());
        assertNotEquals(first, RandomKey.of(2, "name", "purpose").stream().at(3, 4).nextNormal());
        assertNotEquals(first, RandomKey.of(1, "namep", "urpose").stream().at(3, 4).nextNormal());
    }

    private static void assertWords(int[] expected, int c0, int c1, int c2, int c3, int k0, int k1) {
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], Philox.word(i, c0, c1, c2, c3, k0, k1));
        }
    }
}
