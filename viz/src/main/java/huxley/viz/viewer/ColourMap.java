package huxley.viz.viewer;

/**
 * Colours by which numbers are seen; lightness grows evenly with the number. Their darkest ends, which a dark background would
 * swallow, are left out.
 *
 * <p>References: S. van der Walt and N. Smith, viridis and inferno (2015, CC0); J. Nuñez, C. Anderton and R. Renslow, cividis,
 * PLoS ONE 13, e0199239 (2018), made for readers who cannot tell red from green.
 */
public enum ColourMap {
    VIRIDIS(0x46327e, 0x365c8d, 0x277f8e, 0x1fa187, 0x4ac16d, 0xa0da39, 0xfde725),
    INFERNO(0x57106e, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d, 0xfcffa4),
    CIVIDIS(0x2a4070, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838),
    /** For projectors in bright rooms. */
    CONTRAST(0x303030, 0xffffff);

    private static final int SHADES = 1024;
    private static final int OPAQUE = 0xff000000;
    /** Where there is no number. */
    private static final int NOTHING = 0xff50545c;

    private final int[] shade = new int[SHADES];

    ColourMap(int... stops) {
        for (int i = 0; i < SHADES; i++) {
            double at = (double) i / (SHADES - 1) * (stops.length - 1);
            int k = Math.min((int) at, stops.length - 2);
            shade[i] = OPAQUE | mixed(stops[k], stops[k + 1], at - k);
        }
    }

    private static int mixed(int a, int b, double f) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            long part = Math.round((a >> shift & 0xff) * (1 - f) + (b >> shift & 0xff) * f);
            mixed |= (int) part << shift;
        }
        return mixed;
    }

    /** ARGB at {@code share}, from 0 to 1; beyond, the ends. */
    public int argb(double share) {
        return Double.isNaN(share) ? NOTHING : shade[(int) (Math.clamp(share, 0, 1) * (SHADES - 1) + 0.5)];
    }
}
