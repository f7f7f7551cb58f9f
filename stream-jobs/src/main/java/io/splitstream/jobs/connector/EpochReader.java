package io.splitstream.jobs.connector;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Emits the epochs that the enumerator sends. Called by the task's thread only. */
final class EpochReader implements SourceReader<EpochStart, EpochSplit> {
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private @Nullable EpochStart next;

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof EpochEnumerator.EpochOpened opened) {
            next = opened.start();
            available.complete(null);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<EpochStart> output) {
        EpochStart start = next;
        if (start != null) {
            next = null;
            available = new CompletableFuture<>();
            output.collect(start, start.loggedAt());
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void start() {
        // The enumerator acts on its own.
    }

    @Override
    public List<EpochSplit> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void addSplits(List<EpochSplit> splits) {
        throw new IllegalStateException("epochs have no splits");
    }

    @Override
    public void notifyNoMoreSplits() {
        // There never were any.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
