package huxley.app;

import huxley.viz.plot.Panel;

/** Mean rate of a population over time, from its spikes in bins. */
final class SpikeRates {
    private static final int BINS = 75;

    private SpikeRates() {
    }

    /** A width of 1, 2 or 5 times a power of ten, so that there are about {@link #BINS} of them. */
    static double bin_ms(double duration_ms) {
        double wanted = duration_ms / BINS;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        double digit = wanted / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /**
     * Rates at the middles of bins.
     *
     * @param spike_ms [spike]
     */
    static Panel.Curve curve(String name, double[] spike_ms, int cells, double from_ms, double to_ms, double bin_ms) {
        int bins = (int) Math.max(1, Math.floor((to_ms - from_ms) / bin_ms + 1e-9));
        double[] middle_ms = new double[bins];
        double[] rate_Hz = new double[bins];
        for (int i = 0; i < bins; i++) {
            middle_ms[i] = from_ms + (i + 0.5) * bin_ms;
        }
        for (double time_ms : spike_ms) {
            int bin = (int) Math.floor((time_ms - from_ms) / bin_ms);
            if (bin >= 0 && bin < bins) {
                rate_Hz[bin] += 1000 / (bin_ms * cells);
            }
        }
        return new Panel.Curve(name, middle_ms, rate_Hz);
    }
}
