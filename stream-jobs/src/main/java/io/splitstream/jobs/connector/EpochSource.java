package io.splitstream.jobs.connector;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source of one reader that emits an {@link EpochStart} at every start of the job, whatever caused it.
 *
 * <p>The enumerator opens an epoch in Kafka whenever a reader registers, which happens at each start and restart of
 * the job's tasks, and hands it to that reader. A task that was paused has registered before its successor did, so
 * it cannot get a later epoch. To be run at parallelism 1 and broadcast.
 */
public final class EpochSource implements Source<EpochStart, EpochSplit, EpochSplit> {
    private static final long serialVersionUID = 1L;

    private final EpochLog log;

    /**
     * A source of epochs.
     *
     * @param bootstrapServers Kafka's brokers
     * @param jobName who opens the epochs
     */
    public EpochSource(String bootstrapServers, String jobName) {
        this.log = new EpochLog(bootstrapServers, jobName);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<EpochSplit, EpochSplit> createEnumerator(SplitEnumeratorContext<EpochSplit> context) {
        return new EpochEnumerator(context, log::open);
    }

    @Override
    public SplitEnumerator<EpochSplit, EpochSplit> restoreEnumerator(
            SplitEnumeratorContext<EpochSplit> context, EpochSplit checkpoint) {
        return createEnumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<EpochSplit> getSplitSerializer() {
        return new EpochSplit.Format();
    }

    @Override
    public SimpleVersionedSerializer<EpochSplit> getEnumeratorCheckpointSerializer() {
        return new EpochSplit.Format();
    }

    @Override
    public SourceReader<EpochStart, EpochSplit> createReader(SourceReaderContext context) {
        return new EpochReader();
    }
}
