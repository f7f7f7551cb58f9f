package io.splitstream.jobs.connector;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an epoch whenever a reader registers, and hands it to that reader.
 *
 * <p>Opening happens on the context's worker thread, so that a Kafka that is away holds up nothing else, and is
 * tried until it succeeds or the reader is gone.
 */
final class EpochEnumerator implements SplitEnumerator<EpochSplit, EpochSplit> {
    private static final Logger LOG = LoggerFactory.getLogger(EpochEnumerator.class);
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final SplitEnumeratorContext<EpochSplit> context;
    private final Callable<EpochStart> opening;

    EpochEnumerator(SplitEnumeratorContext<EpochSplit> context, Callable<EpochStart> opening) {
        this.context = context;
        this.opening = opening;
    }

    /** An epoch on its way to the reader. */
    record EpochOpened(EpochStart start) implements SourceEvent {}

    @Override
    public void addReader(int subtaskId) {
        context.callAsync(opening, (start, failure) -> opened(subtaskId, start, failure));
    }

    private void opened(int subtaskId, @Nullable EpochStart start, @Nullable Throwable failure) {
        if (!context.registeredReaders().containsKey(subtaskId)) {
            return;
        }
        if (start != null) {
            LOG.info("epoch {} opened at {}", start.epoch(), start.loggedAt());
            context.sendEventToSourceReader(subtaskId, new EpochOpened(start));
            return;
        }
        LOG.warn("no epoch yet, results wait; trying again every {}", RETRY_DELAY, failure);
        context.callAsync(
                () -> {
                    Thread.sleep(RETRY_DELAY.toMillis());
                    return opening.call();
                },
                (retried, again) -> opened(subtaskId, retried, again));
    }

    @Override
    public void start() {
        // Nothing to do before a reader registers.
    }

    @Override
    public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
        throw new IllegalStateException("epochs have no splits to request");
    }

    @Override
    public void addSplitsBack(List<EpochSplit> splits, int subtaskId) {
        // No split is ever assigned.
    }

    @Override
    public EpochSplit snapshotState(long checkpointId) {
        return new EpochSplit();
    }

    @Override
    public void close() {
        // The context ends its own threads.
    }
}
