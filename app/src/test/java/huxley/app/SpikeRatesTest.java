package huxley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.viz.plot.Panel;
import org.junit.jupiter.api.Test;

class SpikeRatesTest {
    @Test
    void binsAreRoundAndAboutSeventyFive() {
        assertEquals(5, SpikeRates.bin_ms(300), 1e-12);
        assertEquals(0.02, SpikeRates.bin_ms(1), 1e-12);
        assertEquals(200, SpikeRates.bin_ms(10_000), 1e-9);
    }

    @Test
    void meanOfTheRatesIsSpikesOverCellsAndTime() {
        double[] spike_ms = {10, 10.5, 14.99, 15, 19.9};
        Panel.Curve curve = SpikeRates.curve("a", spike_ms, 4, 10, 20, 5);
        assertArrayEquals(new double[] {12.5, 17.5}, curve.x());
        assertArrayEquals(new double[] {150, 100}, curve.y(), 1e-9);
    }
}
