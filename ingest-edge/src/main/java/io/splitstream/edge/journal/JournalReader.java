package io.splitstream.edge.journal;

import io.splitstream.edge.record.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a journal's frames in order, only those that are on disk. For one thread.
 *
 * <p>A segment ends behind its last whole frame. What follows is a torn tail, which was never acknowledged, for its force
 * did not return. What lies before a whole frame and is none is damage to what was acknowledged: it is passed over, and
 * the segment is kept aside under another name for somebody to look at.
 */
public final class JournalReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    private final Journal journal;
    private @Nullable FileChannel channel;
    private JournalPosition position;
    private final ByteBuffer header = ByteBuffer.allocate(SegmentLayout.HEADER_BYTES);
    private ByteBuffer payload = ByteBuffer.allocate(64 << 10);

    JournalReader(Journal journal) {
        this.journal = journal;
        this.position = journal.released();
    }

    /** Where it stands: behind the frame read last. */
    public JournalPosition position() {
        return position;
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
        long offset = position.segment() == number ? position.offset() : 0;
        // A damaged header is damage before a frame like any other.
        boolean whole = SegmentLayout.isHeader(header.flip(), number);
        position = new JournalPosition(number, whole ? Math.max(SegmentLayout.HEADER_BYTES, offset) : offset);
        return opened;
    }

    /** Reads the next whole frame from the position on; false if there is none. */
    private boolean read(FileChannel from, long limit, RecordBatch records) throws IOException {
        if (position.offset() >= limit || !(readFrame(from, limit) || readBehindDamage(from, limit))) {
            return false;
        }
        int length = payload.remaining();
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

    /** Reads the frame at the position into the payload; whether it is whole. */
    private boolean readFrame(FileChannel from, long limit) throws IOException {
        long most =
                Math.min(SegmentLayout.MAX_FRAME_BYTES, limit - position.offset() - SegmentLayout.FRAME_HEADER_BYTES);
        if (most <= 0) {
            return false;
        }
        header.clear().limit(SegmentLayout.FRAME_HEADER_BYTES);
        fill(from, header, position.offset());
        int length = header.getInt(0);
        if (length <= 0 || length > most) {
            return false;
        }
        if (payload.capacity() < length) {
            payload = ByteBuffer.allocate(length);
        }
        payload.clear().limit(length);
        fill(from, payload, position.offset() + SegmentLayout.FRAME_HEADER_BYTES);
        payload.flip();
        return SegmentLayout.checksum(position.segment(), position.offset(), payload) == header.getInt(4);
    }

    /** Passes over what is no frame; false if no whole one is behind it. */
    private boolean readBehindDamage(FileChannel from, long limit) throws IOException {
        ByteBuffer left = ByteBuffer.allocate(Math.toIntExact(limit - position.offset()));
        fill(from, left, position.offset());
        OptionalInt next = SegmentLayout.nextFrame(position.segment(), position.offset(), left.flip());
        if (next.isEmpty()) {
            LOG.warn("the journal's segment {} ends in {} bytes of a torn frame", position.segment(), left.limit());
            return false;
        }
        keepDamaged(next.getAsInt());
        position = new JournalPosition(position.segment(), position.offset() + next.getAsInt());
        return readFrame(from, limit);
    }

    private void keepDamaged(int bytes) throws IOException {
        if (journal.hasMet(position)) {
            return;
        }
        Path file = journal.file(position.segment());
        Path kept = file.resolveSibling(file.getFileName() + ".damaged");
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
        journal.addDamage(position, bytes);
        LOG.error(
                "the journal's segment {} is damaged at {}: {} bytes are not sent; they are kept in {}",
                position.segment(),
                position.offset(),
                bytes,
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
