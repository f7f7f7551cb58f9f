package io.splitstream.benchmarks.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.record.RecordBatch;
import java.nio.file.Path;
import jdk.jfr.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final int BATCHES = 200_000;
    private static final int KEPT = 100;
    /** What a batch has of its own: an array of 1 KiB, and a little beside it. */
    private static final double LEAST_BYTES = 1024;

    @Test
    void read_whatTheEdgeAllocated_isChargedToIt(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("test.jfr");
        // Kept for a while: what the compiler sees to be dropped at once is not allocated.
        RecordBatch[] kept = new RecordBatch[KEPT];
        try (jdk.jfr.Recording recorder = new jdk.jfr.Recording(Configuration.getConfiguration("profile"))) {
            // Every sample: it is over before the usual number in a second says much.
            recorder.enable("jdk.ObjectAllocationSample").with("throttle", "off");
            recorder.start();
            BufferPool pool = new BufferPool(0);
            for (int i = 0; i < BATCHES; i++) {
                kept[i % KEPT] = new RecordBatch(pool);
            }
            recorder.dump(file);
        }

        Recording recording = Recording.read(file);

        assertThat(kept).doesNotContainNull();
        assertThat(recording.ownBytes() / BATCHES).isBetween(0.25 * LEAST_BYTES, 4 * LEAST_BYTES);
        assertThat(recording.text(BATCHES, 1))
                .startsWith("edge under JFR: 200,000 events in 1.0 s")
                .contains("bytes allocated per event, by owner", "io.splitstream.edge.record.*");
    }
}
