/**
 * What a run leaves behind: a folder with {@code results.h5} (traces and spikes), {@code spikes.h5}, reports and electrodes
 * (written while the simulation runs), {@code spikes.csv}, {@code summary.csv} and {@code summary.json}. The folder gets its name only when it is complete; until
 * then it is called {@code NAME.partial}. Must not know integration or plots.
 */
@NullMarked
package huxley.io.results;

import org.jspecify.annotations.NullMarked;
