package io.splitstream.standalone.process;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Lines for the person who watches the start, each with the seconds since it began. Safe for several threads. */
public final class Progress {
    private final PrintStream out;
    private final long begin;

    /**
     * @param out where the lines go
     * @param begin the start, as {@link System#nanoTime}
     */
    public Progress(PrintStream out, long begin) {
        this.out = out;
        this.begin = begin;
    }

    /** Prints one line. */
    public void say(String line) {
        out.println(String.format(Locale.ROOT, "%7.1f s  %s", (System.nanoTime() - begin) / 1e9, line));
        out.flush();
    }

    /** A duration in seconds with one decimal. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
