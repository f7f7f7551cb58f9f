package io.splitstream.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How far the broker has what the journal holds: segment, offset, checksum. Replaced as a whole. One that is missing or
 * damaged means the journal's begin: what is sent twice under its ids counts once.
 */
final class PositionFile {
    private static final int BYTES = 20;

    private final Path file;
    private final Path next;

    PositionFile(Path directory) {
        this.file = directory.resolve("position");
        this.next = directory.resolve("position.next");
    }

    JournalPosition read() throws IOException {
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (bytes.length != BYTES) {
            return JournalPosition.BEGIN;
        }
        ByteBuffer content = ByteBuffer.wrap(bytes);
        JournalPosition position = new JournalPosition(content.getLong(), content.getLong());
        return content.getInt() == checksum(bytes) ? position : JournalPosition.BEGIN;
    }

    void write(JournalPosition position) throws IOException {
        ByteBuffer content =
                ByteBuffer.allocate(BYTES).putLong(position.segment()).putLong(position.offset());
        content.putInt(checksum(content.array())).flip();
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, BYTES - 4);
        return (int) crc.getValue();
    }
}
