package io.splitstream.clickhouse.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Makes one result of the blocks of a stream, each of which comes as if it were a whole result. One thread, one use.
 */
interface BlockJoiner {
    /** Takes the next block; its bytes are not kept. */
    void add(ByteBuffer block, ByteSink sink) throws IOException;

    /** Writes what comes after the last block. */
    void finish(ByteSink sink) throws IOException;

    /** Where joined bytes go. */
    interface ByteSink {
        /** Writes all that remains. */
        void write(ByteBuffer bytes) throws IOException;
    }

    /** For formats of rows alone, whose blocks simply follow one another. */
    static BlockJoiner plain() {
        return new BlockJoiner() {
            @Override
            public void add(ByteBuffer block, ByteSink sink) throws IOException {
                sink.write(block);
            }

            @Override
            public void finish(ByteSink sink) {}
        };
    }
}
