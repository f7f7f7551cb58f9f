package io.splitstream.standalone.process;

import java.io.IOException;

/** Sends signals by name, which Java itself cannot. */
final class Signals {
    private Signals() {}

    /** Sends a signal; that the process is gone already is no error. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        // The shell's own kill: the program of that name is not on every system.
        new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
