package io.splitstream.edge.journal;

import io.splitstream.edge.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal's frames in order, only those that are on disk. For one thread.
 *
 * <p>A segment ends at its first frame that is not whole. A torn tail was never acknowledged, for its force did not
 * return; a frame with a wrong checksum and more behind it is damage to what was, so that segment is kept aside under
 * another name for somebody to look at.
 */
public final class JournalReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private final Journal journal;
    private @Nullable FileChannel channel;
    private JournalPosition position;
    private final ByteBuffer header = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
    private ByteBuffer payload = ByteBuffer.allocate(64 << 10);
    private long damaged;

    JournalReader(Journal journal) {
        this.journal = journal;
        this.position = journal.released();
    }

    /** Where it stands: behind the frame read last. */
    public JournalPosition position() {
        return position;
    }

    /** Bytes that could not be read for damage. */
    public long damagedBytes() {
        return damaged;
    }

    /**
     * Reads the next frame's records into an empty batch; false if there is none yet, after waiting for a time.
     *
     * @throws IOException if the disk does not give what it holds
     */
    public boolean next(RecordBatch records, long waitMillis) throws IOException, InterruptedException {
        JournalPosition end = journal.forced();
        if (readUpTo(end, records)) {
            return true;
        }
        return readUpTo(journal.awaitForced(end, waitMillis), records);
    }

    private boolean readUpTo(JournalPosition end, RecordBatch records) throws IOException {
        while (position.compareTo(end) < 0) {
            FileChannel from = channel;
            if (from == null) {
                from = open(end);
                if (from == null) {
                    return false;
                }
            }
            long limit = position.segment() == end.segment() ? end.offset() : from.size();
            if (read(from, limit, records)) {
                return true;
            }
            if (position.segment() == end.segment()) {
                return false;
            }
            close();
            position = new JournalPosition(position.segment() + 1, 0);
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        FileChannel from = channel;
        channel = null;
        if (from != null) {
            from.close();
        }
    }

    private @Nullable FileChannel open(JournalPosition end) throws IOException {
        OptionalLong found = journal.segmentFrom(Math.max(1, position.segment()));
        if (found.isEmpty() || found.getAsLong() > end.segment()) {
            return null;
        }
        long number = found.getAsLong();
        FileChannel opened = FileChannel.open(journal.file(number), StandardOpenOption.READ);
        channel = opened;
        header.clear();
        fill(opened, header, 0);
        boolean known = SegmentLayout.isHeader(header.flip(), number);
        if (!known && opened.size() >= SegmentLayout.HEADER_BYTES) {
            LOG.error("the journal's segment {} has no header that is known here", number);
        }
        long offset = position.segment() == number ? position.offset() : 0;
        position = new JournalPosition(number, known ? Math.max(SegmentLayout.HEADER_BYTES, offset) : opened.size());
        return opened;
    }

    /** Reads the frame at the position; false if there is no whole one. */
    private boolean read(FileChannel from, long limit, RecordBatch records) throws IOException {
        long left = limit - position.offset();
        if (left <= 0) {
            return false;
        }
        int length = -1;
        if (left >= SegmentLayout.FRAME_HEADER_BYTES) {
            header.clear().limit(SegmentLayout.FRAME_HEADER_BYTES);
            fill(from, header, position.offset());
            length = header.getInt(0);
        }
        if (length < 0 || length > SegmentLayout.MAX_FRAME_BYTES || length > left - SegmentLayout.FRAME_HEADER_BYTES) {
            LOG.warn("the journal's segment {} ends in {} bytes of a torn frame", position.segment(), left);
            return false;
        }
        if (payload.capacity() < length) {
            payload = ByteBuffer.allocate(length);
        }
        payload.clear().limit(length);
        fill(from, payload, position.offset() + SegmentLayout.FRAME_HEADER_BYTES);
        payload.flip();
        if (SegmentLayout.checksum(position.segment(), position.offset(), payload) != header.getInt(4)) {
            keepDamaged(left);
            return false;
        }
        while (payload.hasRemaining()) {
            int key = Short.toUnsignedInt(payload.getShort());
            int value = payload.getInt();
            byte[] into = records.reserve(key + value);
            payload.get(into, records.size(), key + value);
            records.add(key, value);
        }
        position =
                new JournalPosition(position.segment(), position.offset() + SegmentLayout.FRAME_HEADER_BYTES + length);
        return true;
    }

    private void keepDamaged(long left) throws IOException {
        damaged += left;
        Path file = journal.file(position.segment());
        Path kept = file.resolveSibling(file.getFileName() + ".damaged");
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        LOG.error(
                "the journal's segment {} has a wrong checksum at {}: {} bytes are not sent; they are kept in {}",
                position.segment(),
                position.offset(),
                left,
                kept);
    }

    private static void fill(FileChannel from, ByteBuffer into, long offset) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            int read = from.read(into, at);
            if (read < 0) {
                return;
            }
            at += read;
        }
    }
}
