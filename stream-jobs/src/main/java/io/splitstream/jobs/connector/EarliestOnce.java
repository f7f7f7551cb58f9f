package io.splitstream.jobs.connector;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts at the earliest record where there is no state, and never again: an offset that Kafka does not have any
 * more makes the job fail, rather than skip or repeat records silently.
 *
 * <p>Flink asks where to start only if no state says so. Then the earliest record should be the first: of what Kafka has
 * dropped before, some state knew, which is gone, and the rows to come would replace those that held it.
 */
final class EarliestOnce implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    private final OffsetsInitializer earliest = OffsetsInitializer.earliest();
    private final boolean acceptsMissing;

    /**
     * A start.
     *
     * @param acceptsMissing whether the earliest record need not be the first
     */
    EarliestOnce(boolean acceptsMissing) {
        this.acceptsMissing = acceptsMissing;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        if (!acceptsMissing) {
            requireWhole(retriever.beginningOffsets(partitions));
        }
        return earliest.getPartitionOffsets(partitions, retriever);
    }

    private static void requireWhole(Map<TopicPartition, Long> beginnings) {
        SortedMap<String, Long> missing = new TreeMap<>();
        beginnings.forEach((partition, beginning) -> {
            if (beginning > 0) {
                missing.put(partition.toString(), beginning);
            }
        });
        if (!missing.isEmpty()) {
            throw new IllegalStateException("this job has no state, and Kafka no longer has the records before "
                    + missing
                    + ": rows that held them would be replaced by rows that do not. If there were checkpoints,"
                    + " bring their directory back. If not, or they are lost, start with"
                    + " SPLITSTREAM_JOBS_ACCEPT_MISSING_EVENTS=true; docs/jobs.md says what to do then");
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the connector's own interface asks for Kafka's deprecated enum
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
