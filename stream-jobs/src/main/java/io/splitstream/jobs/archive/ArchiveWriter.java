package io.splitstream.jobs.archive;

import io.splitstream.contracts.event.Assignment;
import io.splitstream.contracts.event.EventCodec;
import io.splitstream.contracts.event.EventRecord;
import io.splitstream.contracts.event.EventView;
import io.splitstream.contracts.event.Interaction;
import io.splitstream.contracts.event.MalformedRecordException;
import io.splitstream.contracts.event.RefusedEventCodec;
import io.splitstream.contracts.topic.Topics;
import io.splitstream.jobs.archive.core.ArchiveEpoch;
import io.splitstream.jobs.archive.core.ArchiveInput;
import io.splitstream.jobs.archive.core.ArchivedAssignment;
import io.splitstream.jobs.archive.core.ArchivedEvent;
import io.splitstream.jobs.archive.core.LoggedRecord;
import io.splitstream.jobs.archive.core.LoggedRefusal;
import io.splitstream.jobs.connector.RowBuffer;
import io.splitstream.jobs.connector.ThrottledLog;
import io.splitstream.jobs.connector.UploadThread;
import io.splitstream.jobs.core.Lateness;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers events, assignments and refusals into batches by number, bytes and time. Called by the task's thread only. */
final class ArchiveWriter implements SinkWriter<ArchiveInput> {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveWriter.class);
    private static final int MAX_BATCH_BYTES = 6 << 20;

    private final ArchiveUpload upload;
    private final UploadThread thread;
    private final Lateness lateness;
    private final int batchRows;
    private final Duration batchDelay;
    private final ProcessingTimeService clock;
    private final Counter undecodable;
    private final EventView event = new EventView();
    private final EventCodec codec = new EventCodec();
    private final RefusedEventCodec refusalCodec = new RefusedEventCodec();
    private final ThrottledLog failures = new ThrottledLog(LOG);

    private RowBuffer events = new RowBuffer();
    private RowBuffer assignments = new RowBuffer();
    private RowBuffer refusals = new RowBuffer();
    private int rowCount;
    private long epoch = -1;
    private long completeUntil = Long.MIN_VALUE;
    private long submittedUntil = Long.MIN_VALUE;

    ArchiveWriter(
            ArchiveUpload upload,
            Lateness lateness,
            int batchRows,
            Duration batchDelay,
            ProcessingTimeService clock,
            Counter undecodable) {
        this.upload = upload;
        this.thread = UploadThread.start("archive-upload", upload);
        this.lateness = lateness;
        this.batchRows = batchRows;
        this.batchDelay = batchDelay;
        this.clock = clock;
        this.undecodable = undecodable;
        awaitDelay();
    }

    @Override
    public void write(ArchiveInput element, Context context) throws IOException, InterruptedException {
        if (element instanceof LoggedRecord logged) {
            append(logged);
        } else if (element instanceof LoggedRefusal refusal) {
            append(refusal);
        } else if (element instanceof ArchiveEpoch start) {
            epoch = start.epoch();
        }
    }

    @Override
    public void writeWatermark(Watermark watermark) {
        completeUntil = watermark.getTimestamp();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        submit();
        upload.awaitStored();
    }

    @Override
    public void close() {
        thread.close();
        upload.close();
    }

    private void append(LoggedRecord logged) throws IOException, InterruptedException {
        try {
            if (event.read(logged.value())) {
                append(new ArchivedEvent(event, logged.partition(), logged.offset(), logged.loggedAt()));
            } else {
                append(codec.decode(logged.value()), logged);
            }
        } catch (MalformedRecordException e) {
            leaveOut(Topics.EVENTS, logged.partition(), logged.offset(), e);
        }
        submitIfFull();
    }

    private void append(LoggedRefusal logged) throws IOException, InterruptedException {
        try {
            RefusalColumns.append(refusalCodec.decode(logged.value()), logged, refusals);
            rowCount++;
        } catch (MalformedRecordException e) {
            leaveOut(Topics.REJECTED, logged.partition(), logged.offset(), e);
        }
        submitIfFull();
    }

    private void leaveOut(String topic, int partition, long offset, MalformedRecordException cause) {
        undecodable.inc();
        failures.warn(
                "record of " + topic + " at partition " + partition + ", offset " + offset
                        + " cannot be decoded and is left out",
                cause);
    }

    private void submitIfFull() throws IOException, InterruptedException {
        if (rowCount >= batchRows || events.size() + assignments.size() + refusals.size() >= MAX_BATCH_BYTES) {
            submit();
        }
    }

    private void append(EventRecord decoded, LoggedRecord logged) {
        if (decoded instanceof Interaction interaction) {
            append(ArchivedEvent.of(interaction, logged.partition(), logged.offset(), logged.loggedAt()));
        } else if (decoded instanceof Assignment assignment) {
            AssignmentColumns.append(
                    new ArchivedAssignment(assignment, logged.partition(), logged.offset(), logged.loggedAt()),
                    assignments);
            rowCount++;
        }
    }

    private void append(ArchivedEvent archived) {
        ArchiveColumns.append(archived, lateness, events);
        rowCount++;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what a timer throws fails the task
    private void awaitDelay() {
        clock.registerTimer(clock.getCurrentProcessingTime() + batchDelay.toMillis(), time -> {
            // While the store is busy the batch may as well grow.
            if (!upload.isBusy()) {
                submit();
            }
            awaitDelay();
        });
    }

    private void submit() throws IOException, InterruptedException {
        if (rowCount == 0 && completeUntil <= submittedUntil) {
            return;
        }
        upload.submit(new ArchiveBatch(events, assignments, refusals, epoch, completeUntil));
        submittedUntil = completeUntil;
        events = new RowBuffer();
        assignments = new RowBuffer();
        refusals = new RowBuffer();
        rowCount = 0;
    }
}
