package huxley.viz.plot;

import java.awt.Color;
import java.util.List;

/**
 * Colours that colour-blind readers can tell apart.
 *
 * <p>References: M. Okabe and K. Ito, "Color Universal Design" (2008) for categories; S. van der Walt and N. Smith, viridis
 * (2015, CC0) for scales, without its palest end, which is lost on white paper.
 */
public final class Palette {
    /** Text and axes. */
    public static final Color INK = new Color(0x22, 0x22, 0x22);
    /** Lines that only guide the eye. */
    public static final Color FAINT = new Color(0xe6, 0xe6, 0xe6);

    private static final List<Color> CATEGORIES = List.of(new Color(0x0072b2), new Color(0xd55e00),
            new Color(0x009e73), new Color(0xcc79a7), new Color(0xe69f00), new Color(0x56b4e9), new Color(0x555555));
    private static final int[] SCALE = {0x440154, 0x482878, 0x3e4a89, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6dcd59,
            0x9bd93c};

    private Palette() {
    }

    /** How many categories have a colour of their own. */
    public static int categories() {
        return CATEGORIES.size();
    }

    /** The colour of a category; they repeat. */
    public static Color category(int i) {
        return CATEGORIES.get(Math.floorMod(i, CATEGORIES.size()));
    }

    /** The colour at {@code share}, 0 to 1, of a scale from dark to light. */
    public static Color scale(double share) {
        double at = Math.clamp(share, 0, 1) * (SCALE.length - 1);
        int i = Math.min((int) at, SCALE.length - 2);
        double f = at - i;
        return new Color(mix(SCALE[i] >> 16, SCALE[i + 1] >> 16, f), mix(SCALE[i] >> 8, SCALE[i + 1] >> 8, f),
                mix(SCALE[i], SCALE[i + 1], f));
    }

    private static int mix(int a, int b, double f) {
        return (int) Math.round((a & 0xff) * (1 - f) + (b & 0xff) * f);
    }
}
