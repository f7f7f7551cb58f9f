package io.splitstream.edge.journal;

import io.splitstream.edge.record.RecordBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file of accepted records, in segments (see {@link SegmentLayout}), bounded in bytes. Safe for use by
 * several threads.
 *
 * <p>Frames are appended, then {@linkplain #force forced} to disk together; only then may anybody be told, and only then
 * are they there to be read. A start never appends to an old segment, so whatever its tail is does not matter. What the
 * broker has is {@linkplain #release released}: the position is kept, segments below it are deleted.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int BUFFER_BYTES = 1 << 20;

    private final Path directory;
    private final long mostBytes;
    private final int segmentBytes;
    private final Disk disk;
    private final PositionFile positionFile;
    /** Bytes of each segment, by number. */
    private final NavigableMap<Long, Long> segments = new TreeMap<>();
    /** Of all segments. */
    private final AtomicLong bytes = new AtomicLong();

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private @Nullable FileChannel channel;
    private long current;
    private long appended;
    private JournalPosition forced;
    private JournalPosition released;
    /** Whether a write failed and none succeeded since. */
    private boolean starved;

    private int abandoned;
    private JournalPosition lastDamage = JournalPosition.BEGIN;
    private final AtomicLong damagedBytes = new AtomicLong();

    /** Where segments are made. */
    @FunctionalInterface
    interface Disk {
        /** Makes a segment's file, which must not exist, to be written. */
        FileChannel create(Path file) throws IOException;
    }

    private Journal(Path directory, long mostBytes, int segmentBytes, Disk disk) throws IOException {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.segmentBytes = segmentBytes;
        this.disk = disk;
        this.positionFile = new PositionFile(directory);
        this.released = positionFile.read();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                OptionalLong number = SegmentLayout.number(file);
                if (number.isPresent()) {
                    setSize(number.getAsLong(), Files.size(file));
                }
            }
        }
        this.current = Math.max(released.segment(), segments.isEmpty() ? 0 : segments.lastKey());
        this.forced = new JournalPosition(current + 1, 0);
        deleteReleased();
        for (Map.Entry<Long, Long> segment : segments.entrySet()) {
            if (released.compareTo(new JournalPosition(segment.getKey(), segment.getValue())) < 0) {
                refuseOtherVersion(segment.getKey());
            }
        }
    }

    /**
     * Opens a journal with what an earlier one left.
     *
     * @param directory its own; made if missing
     * @param mostBytes all segments together, at least two of them
     * @param segmentBytes after which a segment is followed by another
     * @throws IOException if the disk does not give what it holds, or holds what another version of the edge wrote
     */
    public static Journal open(Path directory, long mostBytes, int segmentBytes) throws IOException {
        return open(
                directory,
                mostBytes,
                segmentBytes,
                file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    static Journal open(Path directory, long mostBytes, int segmentBytes, Disk disk) throws IOException {
        if (mostBytes < 2L * segmentBytes) {
            throw new IllegalArgumentException(
                    "mostBytes: " + mostBytes + " (expected: " + 2L * segmentBytes + " or more)");
        }
        Files.createDirectories(directory);
        return new Journal(directory, mostBytes, segmentBytes, disk);
    }

    /** Whether a directory holds anything that an earlier journal left for the broker. */
    public static boolean isLeft(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> SegmentLayout.number(file).isPresent());
        }
    }

    /**
     * Appends a request's records as one frame; whether it did. It does not if the journal or the disk is full: then
     * nothing of them is there.
     */
    synchronized boolean append(RecordBatch records) {
        int payload = payloadBytes(records);
        long needed = (long) SegmentLayout.FRAME_HEADER_BYTES + payload;
        if (bytes.get() + needed + SegmentLayout.HEADER_BYTES > mostBytes || payload > SegmentLayout.MAX_FRAME_BYTES) {
            return false;
        }
        try {
            FileChannel into = channel;
            if (into == null || appended >= segmentBytes) {
                into = nextSegment();
            }
            ByteBuffer frame = frame(records, payload);
            long at = appended;
            while (frame.hasRemaining()) {
                at += into.write(frame, at);
            }
            appended = at;
            setSize(current, at);
            starved = false;
            return true;
        } catch (IOException e) {
            if (!starved) {
                LOG.error("the journal cannot be written to, requests are refused: {}", e.getMessage());
            }
            starved = true;
            giveUpTail();
            return false;
        }
    }

    /**
     * Forces what was appended to disk, but for what was lost with a segment that was {@linkplain #abandoned abandoned}.
     *
     * @throws IOException if nobody can know whether it is there
     */
    synchronized void force() throws IOException {
        FileChannel into = channel;
        if (into == null) {
            return;
        }
        try {
            into.force(false);
        } catch (IOException e) {
            // After a failed force the pages may be gone though a second force succeeds: never write here again.
            abandonSegment();
            throw e;
        }
        forced = new JournalPosition(current, appended);
        notifyAll();
    }

    /**
     * How often a segment was given up before everything in it was on disk. Of a frame that was appended before, nobody
     * knows whether it is there, however many forces succeed later: they are of other segments.
     */
    synchronized int abandoned() {
        return abandoned;
    }

    /** Where the broker's part ends and the journal's begins. */
    public synchronized JournalPosition released() {
        return released;
    }

    /** The place behind the last frame that is on disk. */
    synchronized JournalPosition forced() {
        return forced;
    }

    /** Waits until more is on disk than was, at most for a time; the place behind the last frame then. */
    synchronized JournalPosition awaitForced(JournalPosition was, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        while (forced.equals(was) && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        return forced;
    }

    /**
     * Says that the broker has everything before a place; keeps that, and deletes the segments below.
     *
     * <p>A place that could not be kept costs records sent twice after a crash, under their ids; segments that could not be
     * deleted would cost a full disk its way out. So these are deleted whatever becomes of that.
     */
    public synchronized void release(JournalPosition position) throws IOException {
        if (position.compareTo(released) > 0) {
            released = position;
            try {
                positionFile.write(position);
            } catch (IOException e) {
                LOG.warn("how far the journal is sent was not kept: {}", e.getMessage());
            }
            deleteReleased();
        }
        if (starved && position.equals(forced)) {
            makeRoom(position);
        }
    }

    /** Bytes of all segments. Waits for no disk. */
    public long bytes() {
        return bytes.get();
    }

    /** Whether another large request might find no room. Waits for no disk. */
    public boolean isFull() {
        return bytes.get() + segmentBytes / 2 > mostBytes;
    }

    /** Bytes that could not be read for damage, since the start. */
    public long damagedBytes() {
        return damagedBytes.get();
    }

    /** Whether damage at a place was met before: what is not released is read again after a failure. */
    synchronized boolean hasMet(JournalPosition damage) {
        return damage.compareTo(lastDamage) <= 0;
    }

    synchronized void addDamage(JournalPosition damage, int bytes) {
        lastDamage = damage;
        damagedBytes.addAndGet(bytes);
    }

    /** A reader from the released position on. */
    public JournalReader reader() {
        return new JournalReader(this);
    }

    @Override
    public synchronized void close() throws IOException {
        force();
        closeSegment();
    }

    Path file(long segment) {
        return SegmentLayout.file(directory, segment);
    }

    /** The lowest segment from a number on; empty if there is none. */
    synchronized OptionalLong segmentFrom(long number) {
        Long found = segments.ceilingKey(number);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** What cannot be read here would be deleted as if it were sent. */
    private void refuseOtherVersion(long number) throws IOException {
        Path file = file(number);
        byte[] header;
        try (InputStream in = Files.newInputStream(file)) {
            header = in.readNBytes(SegmentLayout.HEADER_BYTES);
        }
        if (SegmentLayout.isHeaderOfOtherVersion(ByteBuffer.wrap(header), number)) {
            throw new IOException(file + " was written by another version of the edge, and holds events to be sent: run"
                    + " that version with SPLITSTREAM_EDGE_DURABILITY=broker until splitstream_edge_journal_bytes is 0,"
                    + " or move the file away and give its events up");
        }
    }

    private static int payloadBytes(RecordBatch records) {
        int bytes = 0;
        for (int record = 0; record < records.count(); record++) {
            bytes += SegmentLayout.RECORD_HEADER_BYTES + records.keyLength(record) + records.valueLength(record);
        }
        return bytes;
    }

    private ByteBuffer frame(RecordBatch records, int payload) {
        int needed = SegmentLayout.FRAME_HEADER_BYTES + payload;
        ByteBuffer frame = needed <= BUFFER_BYTES ? buffer : ByteBuffer.allocate(needed);
        frame.clear().position(SegmentLayout.FRAME_HEADER_BYTES);
        for (int record = 0; record < records.count(); record++) {
            frame.putShort((short) records.keyLength(record))
                    .putInt(records.valueLength(record))
                    .put(records.bytes(), records.keyFrom(record), records.keyLength(record))
                    .put(records.bytes(), records.valueFrom(record), records.valueLength(record));
        }
        frame.flip();
        ByteBuffer body = frame.duplicate().position(SegmentLayout.FRAME_HEADER_BYTES);
        frame.putInt(0, payload).putInt(4, SegmentLayout.checksum(current, appended, body));
        return frame;
    }

    private FileChannel nextSegment() throws IOException {
        // Frames of the old segment may wait for their force; they are there to be read, whatever becomes of the next.
        force();
        closeSegment();
        long number = current + 1;
        current = number;
        Path file = file(number);
        try {
            FileChannel opened = disk.create(file);
            channel = opened;
            ByteBuffer header = SegmentLayout.header(number);
            appended = 0;
            while (header.hasRemaining()) {
                appended += opened.write(header, appended);
            }
            try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
                entry.force(true);
            }
            setSize(number, appended);
            return opened;
        } catch (IOException e) {
            closeSegment();
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** After a failed write: cuts the segment back to its whole frames, or leaves it for good if that fails too. */
    private void giveUpTail() {
        FileChannel into = channel;
        if (into == null) {
            return;
        }
        try {
            into.truncate(appended);
        } catch (IOException e) {
            LOG.error("the journal's segment {} is left: {}", current, e.getMessage());
            abandonSegment();
        }
    }

    /** Leaves a segment whose last frames may be on disk or not. */
    private void abandonSegment() {
        abandoned++;
        closeSegment();
    }

    private void closeSegment() {
        FileChannel into = channel;
        channel = null;
        if (into != null) {
            try {
                into.close();
            } catch (IOException e) {
                LOG.warn("the journal's segment {} did not close: {}", current, e.getMessage());
            }
        }
    }

    /**
     * A disk may have no room beside the one segment that is left; if all of it was sent, it can go. Where the room for
     * the next one was missing, the segment is not the current one any more.
     */
    private void makeRoom(JournalPosition sent) throws IOException {
        if (sent.segment() == current) {
            if (sent.offset() < appended) {
                return;
            }
            closeSegment();
        }
        Path file = file(sent.segment());
        if (Files.exists(file)) {
            // The reader has it open, which would keep its room.
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
            delete(sent.segment());
        }
    }

    private void deleteReleased() throws IOException {
        while (!segments.isEmpty() && segments.firstKey() < released.segment()) {
            delete(segments.firstKey());
        }
    }

    private void delete(long segment) throws IOException {
        Files.deleteIfExists(file(segment));
        setSize(segment, 0);
        segments.remove(segment);
    }

    private void setSize(long segment, long size) {
        Long before = segments.put(segment, size);
        bytes.addAndGet(size - (before == null ? 0 : before));
    }
}
