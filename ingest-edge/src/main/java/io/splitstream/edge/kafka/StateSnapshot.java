package io.splitstream.edge.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a topic said, on disk, so that an edge that starts without a broker knows what it knew.
 *
 * <pre>
 * splitstream-WHAT 1 CRC\n     format, CRC-32 of the rest in hexadecimal
 * {record}\n                    one a line
 * </pre>
 *
 * <p>Written beside, forced to disk and moved into place: a reader sees the old one or the new one. For one thread.
 */
final class StateSnapshot<T> {

    private final StateTopic<T> topic;
    private final Path directory;
    private final String header;
    private final String file;

    /**
     * @param directory exists and can be written to
     */
    StateSnapshot(StateTopic<T> topic, Path directory) {
        this.topic = topic;
        this.directory = directory;
        this.header = "splitstream-" + topic.what() + " 1 ";
        this.file = topic.what() + ".snapshot";
    }

    /** Replaces the snapshot. */
    void write(Collection<T> states) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (T state : states) {
            lines.writeBytes(topic.codec().encode(state));
            lines.write('\n');
        }
        byte[] body = lines.toByteArray();
        byte[] head = (header + Long.toHexString(crc(body)) + "\n").getBytes(StandardCharsets.US_ASCII);
        Path next = directory.resolve(file + ".next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = ByteBuffer.allocate(head.length + body.length)
                    .put(head)
                    .put(body)
                    .flip();
            while (content.hasRemaining()) {
                out.write(content);
            }
            out.force(true);
        }
        Files.move(next, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    /**
     * The records of the snapshot; empty if there never was one.
     *
     * @throws IOException if there is one that cannot be read whole
     */
    Optional<List<T>> read() throws IOException {
        Path snapshot = directory.resolve(file);
        if (!Files.exists(snapshot)) {
            return Optional.empty();
        }
        String text = Files.readString(snapshot);
        int headerEnd = text.indexOf('\n') + 1;
        String body = text.substring(headerEnd);
        String expected = header + Long.toHexString(crc(body.getBytes(StandardCharsets.UTF_8))) + "\n";
        if (!text.startsWith(expected)) {
            throw new IOException(snapshot + " is damaged, or of a format newer than 1");
        }
        List<T> states = new ArrayList<>();
        for (String line : body.lines().toList()) {
            states.add(topic.codec().decode(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.of(states);
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
