package io.splitstream.standalone.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A log file of bounded size: when it is full it becomes {@code <file>.1}, the one before it {@code <file>.2},
 * and the oldest goes. So a log takes three times {@code maximumBytes} at most. For one thread.
 */
final class BoundedLog implements Closeable {
    private final Path file;
    private final long maximumBytes;
    private OutputStream out;
    private long size;

    /** Opens the log for appending. */
    BoundedLog(Path file, long maximumBytes) throws IOException {
        this.file = file;
        this.maximumBytes = maximumBytes;
        this.out = open(file);
        this.size = Files.size(file);
    }

    /** Appends the first {@code length} bytes; unbuffered. */
    void append(byte[] bytes, int length) throws IOException {
        if (size + length > maximumBytes && size > 0) {
            roll();
        }
        out.write(bytes, 0, length);
        size += length;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void roll() throws IOException {
        out.close();
        Path previous = sibling(1);
        if (Files.exists(previous)) {
            Files.move(previous, sibling(2), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(file, previous, StandardCopyOption.REPLACE_EXISTING);
        out = open(file);
        size = 0;
    }

    private Path sibling(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    private static OutputStream open(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
