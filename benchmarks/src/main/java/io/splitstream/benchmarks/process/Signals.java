package io.splitstream.benchmarks.process;

import java.io.IOException;

/** Signals to processes by their ids. */
public final class Signals {
    private Signals() {}

    /**
     * Sends a signal.
     *
     * @param name {@code STOP} or {@code CONT} for instance
     * @throws IOException if there is no such process
     */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("signal " + name + " to " + pid + " was refused");
        }
    }
}
