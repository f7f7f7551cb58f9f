package io.splitstream.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How far the broker has what the journal holds, in two slots that are written in turn: a write that is cut short
 * spoils one of them. Written in place, for a full disk has no room for another file.
 *
 * <pre>
 *  slot    0          8         16         20
 *         +----------+----------+----------+
 *         | segment  | offset   | CRC-32C  |      twice; the higher place that is whole counts
 *         +----------+----------+----------+
 * </pre>
 *
 * <p>A file that is missing or damaged means the journal's begin: what is sent twice under its ids counts once.
 */
final class PositionFile {
    private static final int SLOT_BYTES = 20;
    private static final int SLOTS = 2;

    private final Path file;
    private int next;

    /** Makes the file if there is none, so that it has its room. */
    PositionFile(Path directory) throws IOException {
        this.file = directory.resolve("position");
        if (!Files.exists(file)) {
            write(JournalPosition.BEGIN);
            write(JournalPosition.BEGIN);
        }
    }

    JournalPosition read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        JournalPosition newest = JournalPosition.BEGIN;
        for (int slot = 0; slot < SLOTS && (slot + 1) * SLOT_BYTES <= bytes.length; slot++) {
            ByteBuffer content = ByteBuffer.wrap(bytes, slot * SLOT_BYTES, SLOT_BYTES);
            JournalPosition position = new JournalPosition(content.getLong(), content.getLong());
            if (content.getInt() == checksum(bytes, slot * SLOT_BYTES) && position.compareTo(newest) > 0) {
                newest = position;
                next = 1 - slot;
            }
        }
        return newest;
    }

    /** Keeps a place, which is higher than the ones before. */
    void write(JournalPosition position) throws IOException {
        ByteBuffer content =
                ByteBuffer.allocate(SLOT_BYTES).putLong(position.segment()).putLong(position.offset());
        content.putInt(checksum(content.array(), 0)).flip();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long at = (long) next * SLOT_BYTES;
            while (content.hasRemaining()) {
                at += channel.write(content, at);
            }
            channel.force(true);
        }
        next = 1 - next;
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, SLOT_BYTES - 4);
        return (int) crc.getValue();
    }
}
