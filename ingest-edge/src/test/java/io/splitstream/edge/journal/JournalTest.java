package io.splitstream.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import io.splitstream.edge.ring.Delivery;
import io.splitstream.edge.ring.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final int SEGMENT = 4096;
    private static final long MOST = 1 << 20;
    private static final Delivery ACKED = new Delivery(1, 0, 0);
    private static final Delivery NOT_SENT = new Delivery(0, 1, 0);
    private static final Delivery UNKNOWN = new Delivery(0, 0, 1);

    private final Path directory;
    private final BufferPool buffers = new BufferPool(1 << 20);
    private final Path damaged;
    private final FaultyDisk disk = new FaultyDisk();

    JournalTest(@TempDir Path directory) {
        this.directory = directory;
        this.damaged = directory.resolve("segment-00000000000000000001.journal.damaged");
    }

    @Test
    void next_whatWasForced_isReadInOrder() throws Exception {
        try (Journal journal = open(MOST)) {
            append(journal, "a", "b");
            append(journal, "c");
            journal.force();

            assertThat(read(journal)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void next_whatWasNotForced_isNotRead() throws Exception {
        try (Journal journal = open(MOST)) {
            append(journal, "a");
            journal.force();
            append(journal, "b");

            assertThat(read(journal)).containsExactly("a");
        }
    }

    @Test
    void open_afterManySegments_hasEverythingThatWasNotReleased() throws Exception {
        JournalPosition middle;
        try (Journal journal = open(MOST)) {
            for (int i = 0; i < 100; i++) {
                append(journal, "first-" + i + "x".repeat(200));
            }
            journal.force();
            try (JournalReader reader = journal.reader()) {
                for (int i = 0; i < 60; i++) {
                    assertThat(reader.next(new RecordBatch(buffers), 0)).isTrue();
                }
                middle = reader.position();
            }
            journal.release(middle);
            assertThat(segments()).as("released segments are gone").isLessThan(6);
        }

        try (Journal journal = open(MOST)) {
            append(journal, "second");
            journal.force();

            List<String> left = read(journal);
            assertThat(left).hasSize(41).last().isEqualTo("second");
            assertThat(left.get(0)).startsWith("first-60x");
        }
    }

    @Test
    void open_everyTornTail_startsAndKeepsTheWholeFrames() throws Exception {
        byte[] whole;
        try (Journal journal = open(MOST)) {
            append(journal, "a");
            append(journal, "bb");
            journal.force();
            whole = Files.readAllBytes(journal.file(1));
        }
        int lastFrame = SegmentLayout.FRAME_HEADER_BYTES + SegmentLayout.RECORD_HEADER_BYTES + 1 + 2;
        for (int length = 0; length < whole.length; length++) {
            Files.write(SegmentLayout.file(directory, 1), Arrays.copyOf(whole, length));
            try (Journal journal = open(MOST)) {
                int survivors = length >= whole.length - lastFrame ? 1 : 0;
                assertThat(read(journal)).as("cut to " + length).hasSize(survivors);
                append(journal, "next");
                journal.force();
                assertThat(read(journal)).last().isEqualTo("next");
                Files.delete(journal.file(2));
            }
        }
    }

    @Test
    void next_anyChangedByte_costsItsFrameAloneAndTheSegmentIsKept() throws Exception {
        byte[] whole = segmentOf("a", "b", "c");
        int frame = (whole.length - SegmentLayout.HEADER_BYTES) / 3;
        int version = 7;
        for (int at = 0; at < whole.length; at++) {
            if (at == version) {
                continue;
            }
            byte[] changed = whole.clone();
            changed[at] ^= 0x41;
            Files.write(SegmentLayout.file(directory, 1), changed);
            try (Journal journal = open(MOST)) {
                List<String> left = new ArrayList<>(List.of("a", "b", "c"));
                int hit = Math.floorDiv(at - SegmentLayout.HEADER_BYTES, frame);
                if (hit >= 0) {
                    left.remove(hit);
                }
                boolean tail = hit == 2;
                assertThat(read(journal)).as("byte " + at).isEqualTo(left);
                assertThat(read(journal)).as("byte " + at + ", again").isEqualTo(left);
                int lost = hit < 0 ? SegmentLayout.HEADER_BYTES : frame;
                assertThat(journal.damagedBytes()).as("byte " + at).isEqualTo(tail ? 0 : lost);
                assertThat(Files.deleteIfExists(damaged)).as("byte " + at).isEqualTo(!tail);
            }
        }
    }

    @Test
    void next_zeroesWhereTheTailWas_areATornTail() throws Exception {
        byte[] whole = segmentOf("a", "b", "c");
        for (int from = 0; from < whole.length; from++) {
            byte[] torn = Arrays.copyOf(whole, SEGMENT);
            Arrays.fill(torn, from, SEGMENT, (byte) 0);
            Files.write(SegmentLayout.file(directory, 1), torn);
            try (Journal journal = open(MOST)) {
                read(journal);

                assertThat(journal.damagedBytes()).as("from " + from).isZero();
                assertThat(Files.exists(damaged)).as("from " + from).isFalse();
            }
        }
    }

    @Test
    void open_segmentOfAnotherVersion_isRefusedUnlessAllOfItIsSent() throws Exception {
        byte[] bytes = segmentOf("a");
        bytes[7]++;
        Files.write(SegmentLayout.file(directory, 1), bytes);

        assertThatThrownBy(() -> open(MOST)).isInstanceOf(IOException.class).hasMessageContaining("another version");
        assertThat(Files.readAllBytes(SegmentLayout.file(directory, 1))).isEqualTo(bytes);

        new PositionFile(directory).write(new JournalPosition(1, bytes.length));
        open(MOST).close();
    }

    @Test
    void append_fullJournal_isRefusedUntilSomeIsReleased() throws Exception {
        try (Journal journal = open(3 * SEGMENT)) {
            int taken = 0;
            while (tryAppend(journal, "x".repeat(500))) {
                taken++;
            }
            journal.force();

            assertThat(taken).isBetween(15, 24);
            assertThat(journal.isFull()).isTrue();
            assertThat(journal.bytes()).isLessThanOrEqualTo(3 * SEGMENT);

            try (JournalReader reader = journal.reader()) {
                for (int i = 0; i < taken; i++) {
                    assertThat(reader.next(new RecordBatch(buffers), 0)).isTrue();
                }
                journal.release(reader.position());
            }
            assertThat(tryAppend(journal, "y")).isTrue();
        }
    }

    @Test
    void isFull_whileTheDiskStalls_isAnsweredAtOnce() throws Exception {
        try (Journal journal = openFaulty()) {
            append(journal, "a");
            CyclicBarrier stall = new CyclicBarrier(2);
            disk.stall = stall;
            CompletableFuture<Void> forced = CompletableFuture.runAsync(() -> force(journal));
            stall.await(10, TimeUnit.SECONDS);

            assertThat(CompletableFuture.supplyAsync(journal::isFull).get(5, TimeUnit.SECONDS))
                    .isFalse();
            assertThat(forced).isNotDone();

            stall.await(10, TimeUnit.SECONDS);
            forced.get(10, TimeUnit.SECONDS);
            disk.stall = null;
        }
    }

    @Test
    void bytes_afterAppendsAndReleases_areThoseOfTheFiles() throws Exception {
        try (Journal journal = open(MOST)) {
            for (int i = 0; i < 40; i++) {
                append(journal, "x".repeat(400));
            }
            journal.force();
            assertThat(journal.bytes()).isEqualTo(bytesOfFiles());

            journal.release(new JournalPosition(3, SegmentLayout.HEADER_BYTES));
            assertThat(journal.bytes()).isEqualTo(bytesOfFiles()).isPositive();
        }
        try (Journal journal = open(MOST)) {
            assertThat(journal.bytes()).isEqualTo(bytesOfFiles());
        }
    }

    @Test
    void open_damagedPosition_readsFromTheBegin() throws Exception {
        try (Journal journal = open(MOST)) {
            append(journal, "a");
            journal.force();
            try (JournalReader reader = journal.reader()) {
                reader.next(new RecordBatch(buffers), 0);
                journal.release(reader.position());
            }
            assertThat(read(journal)).isEmpty();
        }
        Files.write(directory.resolve("position"), new byte[40], StandardOpenOption.TRUNCATE_EXISTING);

        try (Journal journal = open(MOST)) {
            assertThat(read(journal)).containsExactly("a");
        }
    }

    @Test
    void open_lastPositionCutShort_readsFromTheOneBefore() throws Exception {
        JournalPosition second;
        try (Journal journal = open(MOST)) {
            append(journal, "a");
            append(journal, "b");
            append(journal, "c");
            journal.force();
            try (JournalReader reader = journal.reader()) {
                reader.next(new RecordBatch(buffers), 0);
                journal.release(reader.position());
                reader.next(new RecordBatch(buffers), 0);
                second = reader.position();
                journal.release(second);
            }
        }
        byte[] kept = Files.readAllBytes(directory.resolve("position"));
        int spoilt = 0;
        for (int at = 0; at < kept.length; at++) {
            byte[] torn = kept.clone();
            torn[at] ^= 0x55;
            Files.write(directory.resolve("position"), torn);
            try (Journal journal = open(MOST)) {
                spoilt += journal.released().equals(second) ? 0 : 1;
                assertThat(read(journal)).as("byte " + at).endsWith("c").hasSizeBetween(1, 2);
            }
        }
        assertThat(spoilt).as("bytes of the newer slot").isEqualTo(kept.length / 2);
    }

    @Test
    void release_endOfAnEarlierStartsSegment_deletesIt() throws Exception {
        try (Journal journal = open(MOST)) {
            append(journal, "a");
            journal.force();
        }
        try (Journal journal = open(MOST);
                JournalReader reader = journal.reader()) {
            assertThat(reader.next(new RecordBatch(buffers), 0)).isTrue();
            assertThat(reader.next(new RecordBatch(buffers), 0)).isFalse();
            journal.release(reader.position());

            assertThat(segments()).isZero();
            append(journal, "b");
            journal.force();
            assertThat(read(journal)).containsExactly("b");
        }
    }

    @Test
    void release_allWasSentAndTheNextSegmentHasNoRoom_givesTheRoomBack() throws Exception {
        try (Journal journal = openFaulty()) {
            append(journal, "a".repeat(SEGMENT));
            disk.fullForSegments = true;
            assertThat(tryAppend(journal, "b")).isFalse();
            assertThat(tryAppend(journal, "b")).isFalse();

            assertRoomIsGivenBack(journal);
        }
    }

    @Test
    void release_allWasSentAndTheNextSegmentsFirstFrameHasNoRoom_givesTheRoomBack() throws Exception {
        try (Journal journal = openFaulty()) {
            append(journal, "a".repeat(SEGMENT));
            disk.fullForFrames = true;
            assertThat(tryAppend(journal, "b")).isFalse();

            assertRoomIsGivenBack(journal);
        }
    }

    /** That once its one frame was sent the disk has room, though the reader still has the segment open. */
    private void assertRoomIsGivenBack(Journal journal) throws Exception {
        try (JournalReader reader = journal.reader();
                FileChannel open = FileChannel.open(journal.file(1), StandardOpenOption.READ)) {
            assertThat(reader.next(new RecordBatch(buffers), 0)).isTrue();
            journal.release(reader.position());

            assertThat(Files.exists(journal.file(1))).isFalse();
            assertThat(open.size()).isZero();
            disk.fullForSegments = false;
            disk.fullForFrames = false;
            append(journal, "c");
            journal.force();
            assertThat(journal.bytes()).isEqualTo(bytesOfFiles());
            assertThat(reader.next(new RecordBatch(buffers), 0)).isTrue();
        }
    }

    @Test
    void flush_severalRequests_areSettledTogetherAndOnlyThen() throws Exception {
        List<Delivery> settled = new ArrayList<>();
        try (Journal journal = open(MOST)) {
            JournalSink sink = new JournalSink(journal);
            sink.send(batch("a", "b"), submission(2, settled));
            sink.send(batch("c"), submission(1, settled));
            assertThat(settled).isEmpty();

            sink.flush();

            assertThat(settled).containsExactly(new Delivery(2, 0, 0), new Delivery(1, 0, 0));
            assertThat(read(journal)).containsExactly("a", "b", "c");
        }
    }

    @Test
    void send_fullJournal_isNotSent() throws Exception {
        List<Delivery> settled = new ArrayList<>();
        try (Journal journal = open(2 * SEGMENT)) {
            new JournalSink(journal).send(batch("x".repeat(3 * SEGMENT)), submission(1, settled));

            assertThat(settled).containsExactly(new Delivery(0, 1, 0));
        }
    }

    @Test
    void flush_anotherRingsForceFailed_isUnknown() throws Exception {
        List<Delivery> first = new ArrayList<>();
        List<Delivery> second = new ArrayList<>();
        try (Journal journal = openFaulty()) {
            JournalSink one = new JournalSink(journal);
            JournalSink other = new JournalSink(journal);
            one.send(batch("a"), submission(1, first));
            other.send(batch("b"), submission(1, second));
            disk.forcesToFail = 1;
            other.flush();
            other.send(batch("c"), submission(1, second));
            one.flush();
            other.flush();

            assertThat(first).containsExactly(UNKNOWN);
            assertThat(second).containsExactly(UNKNOWN, ACKED);
        }
    }

    @Test
    void flush_segmentWasLeftAfterAFailedWrite_isUnknown() throws Exception {
        List<Delivery> settled = new ArrayList<>();
        try (Journal journal = openFaulty()) {
            JournalSink sink = new JournalSink(journal);
            sink.send(batch("a"), submission(1, settled));
            disk.fullForFrames = true;
            disk.failsToTruncate = true;
            sink.send(batch("b"), submission(1, settled));
            sink.flush();
            assertThat(settled).containsExactly(NOT_SENT, UNKNOWN);

            disk.fullForFrames = false;
            sink.send(batch("c"), submission(1, settled));
            sink.flush();
            assertThat(settled).hasSize(3).last().isEqualTo(ACKED);
        }
    }

    @Test
    void flush_forceFailedAtTheEndOfTheSegment_isUnknownThoughTheNextForceSucceeds() throws Exception {
        List<Delivery> settled = new ArrayList<>();
        try (Journal journal = openFaulty()) {
            JournalSink sink = new JournalSink(journal);
            sink.send(batch("a".repeat(SEGMENT)), submission(1, settled));
            disk.forcesToFail = 1;
            sink.send(batch("b"), submission(1, settled));
            sink.flush();

            assertThat(settled).containsExactly(NOT_SENT, UNKNOWN);
        }
    }

    @Test
    void flush_segmentEndedInBetween_isAcknowledged() throws Exception {
        List<Delivery> settled = new ArrayList<>();
        try (Journal journal = openFaulty()) {
            JournalSink sink = new JournalSink(journal);
            sink.send(batch("a".repeat(SEGMENT)), submission(1, settled));
            sink.send(batch("b"), submission(1, settled));
            sink.flush();

            assertThat(settled).containsExactly(ACKED, ACKED);
        }
    }

    /** A segment's bytes, forced, each value a frame. */
    private byte[] segmentOf(String... values) throws IOException {
        try (Journal journal = open(MOST)) {
            for (String value : values) {
                append(journal, value);
            }
            return Files.readAllBytes(journal.file(1));
        }
    }

    private Journal open(long most) throws IOException {
        return Journal.open(directory, most, SEGMENT);
    }

    private Journal openFaulty() throws IOException {
        return Journal.open(directory, MOST, SEGMENT, disk);
    }

    private long segments() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> SegmentLayout.number(file).isPresent()).count();
        }
    }

    private long bytesOfFiles() throws IOException {
        long bytes = 0;
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += SegmentLayout.number(file).isPresent() ? Files.size(file) : 0;
            }
        }
        return bytes;
    }

    private static void force(Journal journal) {
        try {
            journal.force();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(Journal journal, String... values) {
        assertThat(tryAppend(journal, values)).isTrue();
    }

    private boolean tryAppend(Journal journal, String... values) {
        return journal.append(batch(values));
    }

    private RecordBatch batch(String... values) {
        RecordBatch records = new RecordBatch(buffers);
        for (String value : values) {
            records.add(new byte[] {'k'}, value.getBytes(StandardCharsets.US_ASCII));
        }
        return records;
    }

    private List<String> read(Journal journal) throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        RecordBatch records = new RecordBatch(buffers);
        try (JournalReader reader = journal.reader()) {
            while (reader.next(records, 1)) {
                for (int record = 0; record < records.count(); record++) {
                    values.add(new String(
                            records.bytes(),
                            records.valueFrom(record),
                            records.valueLength(record),
                            StandardCharsets.US_ASCII));
                }
                records.clear();
            }
        }
        return values;
    }

    private static Submission submission(int records, List<Delivery> settled) {
        return new Submission(records, System.nanoTime(), 1_000_000_000L) {
            @Override
            protected void settled(Delivery delivery) {
                settled.add(delivery);
            }
        };
    }
}
