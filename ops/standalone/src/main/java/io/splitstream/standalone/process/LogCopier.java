package io.splitstream.standalone.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Copies what a process prints into its bounded log, until the process closes its end. Runs on a thread of its own. */
final class LogCopier implements Runnable {
    private static final long MAXIMUM_BYTES = 16L << 20;

    private final InputStream printed;
    private final Path file;

    LogCopier(InputStream printed, Path file) {
        this.printed = printed;
        this.file = file;
    }

    @Override
    public void run() {
        try (InputStream in = printed) {
            copy(in);
        } catch (IOException e) {
            // A killed process takes its pipe with it.
            return;
        }
    }

    private void copy(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        try (BoundedLog log = new BoundedLog(file, MAXIMUM_BYTES)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                log.append(buffer, length);
            }
        }
    }
}
