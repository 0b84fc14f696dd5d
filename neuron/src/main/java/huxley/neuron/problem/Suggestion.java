package huxley.neuron.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a user may have meant by a name nobody knows. */
public final class Suggestion {
    /** Names that are all listed; of more, those most like what was written are. */
    private static final int LISTED = 12;
    private static final int LIKE = 5;

    private Suggestion() {
    }

    /** The known name nearest to {@code got}, if one is near: case apart, at most a third of the letters differ. */
    public static Optional<String> nearest(String got, Collection<String> known) {
        int allowed = got.length() < 2 ? 0 : Math.max(1, got.length() / 3);
        return known.stream().filter(name -> distance(got, name) <= allowed)
                .min(Comparator.comparingInt((String name) -> distance(got, name)).thenComparing(name -> name));
    }

    /** {@code did you mean 'apical'? known regions: soma, axon, dend}; {@code what} is the plural noun. */
    public static String hint(String got, String what, Collection<String> known) {
        String list = known.isEmpty() ? "there are no " + what + " here" : "known " + what + ": " + listed(got, known);
        return nearest(got, known).map(name -> "did you mean '" + name + "'? ").orElse("") + list;
    }

    private static String listed(String got, Collection<String> known) {
        List<String> names = known.stream().sorted().toList();
        if (names.size() <= LISTED) {
            return String.join(", ", names);
        }
        List<String> like = names.stream()
                .filter(name -> 2 * distance(got, name) <= Math.max(got.length(), name.length()))
                .sorted(Comparator.comparingInt(name -> distance(got, name))).limit(LIKE).toList();
        return String.join(", ", like.isEmpty() ? names.subList(0, LISTED) : like) + ", ... (" + names.size()
                + " in all)";
    }

    /** Edit distance, case apart; exchanging two neighbours counts once. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
