package huxley.app;

import java.io.PrintWriter;
import java.util.Locale;

/** Says how far a run is: one line on a terminal, with how fast and how long it will take, or lines of JSON for programs. */
final class Progress {
    /** How it is said. */
    enum Form {
        SILENT,
        BAR,
        LINES;

        /** A bar where someone sees it. */
        static Form of(boolean asLines, boolean json) {
            return asLines ? LINES : onTerminal() && !json ? BAR : SILENT;
        }
    }

    private static final int BAR = 24;
    private static final long INTERVAL_NS = 100_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter terminal;
    private final Form form;
    private final String unit;
    private final double end;
    private final long start = System.nanoTime();
    private long lastShown = start;

    /**
     * @param unit of the amount of work, such as {@code ms}
     * @param end amount of work in all
     */
    Progress(PrintWriter terminal, Form form, String unit, double end) {
        this.terminal = terminal;
        this.form = form;
        this.unit = unit;
        this.end = end;
    }

    /** Whether messages go to a terminal; the launcher knows. */
    static boolean onTerminal() {
        return Boolean.getBoolean("huxley.terminal");
    }

    synchronized void reached(double amount) {
        long now = System.nanoTime();
        if (form == Form.SILENT || now - lastShown < INTERVAL_NS) {
            return;
        }
        lastShown = now;
        double elapsed_s = (now - start) * 1e-9;
        terminal.print(form == Form.BAR
                ? CLEAR + line(amount, end, unit, elapsed_s)
                : String.format(Locale.ROOT, "{\"progress\": {\"done\": %.6g, \"of\": %.6g, \"unit\": \"%s\"}}%n",
                        amount, end, unit));
        terminal.flush();
    }

    /** Removes the line. */
    synchronized void done() {
        if (form == Form.BAR) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }

    static String line(double amount, double end, String unit, double elapsed_s) {
        double share = end > 0 ? Math.clamp(amount / end, 0, 1) : 1;
        int full = (int) Math.round(share * BAR);
        String left = share > 0 ? duration(elapsed_s * (1 - share) / share) + " left" : "";
        return String.format(Locale.ROOT, "%s%s %3.0f %%  %.5g of %.5g %s  %.3g %s/s  %s", "\u2588".repeat(full),
                "\u2591".repeat(BAR - full), 100 * share, amount, end, unit, amount / elapsed_s, unit, left);
    }

    /** Such as {@code 0.42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.0f s", seconds);
        }
        long minutes = Math.round(seconds) / 60;
        return minutes < 60
                ? minutes + " min " + Math.round(seconds) % 60 + " s"
                : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
