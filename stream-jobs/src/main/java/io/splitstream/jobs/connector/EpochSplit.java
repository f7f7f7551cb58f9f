package io.splitstream.jobs.connector;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The split of an {@link EpochSource}, which has none, and the state of its enumerator, which keeps none. */
record EpochSplit() implements SourceSplit {
    @Override
    public String splitId() {
        return "epochs";
    }

    /** No bytes. */
    static final class Format implements SimpleVersionedSerializer<EpochSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(EpochSplit split) {
            return new byte[0];
        }

        @Override
        public EpochSplit deserialize(int version, byte[] serialized) {
            return new EpochSplit();
        }
    }
}
