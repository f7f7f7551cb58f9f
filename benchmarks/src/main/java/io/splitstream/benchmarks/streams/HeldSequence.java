package io.splitstream.benchmarks.streams;

import io.splitstream.jobs.metrics.core.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.functions.RichMapFunction;

/**
 * Makes events of numbers, and holds the last one of each subtask back until it is told to let it go: what was counted is
 * still there to be looked at then. It speaks by files, for it is made anew in the cluster.
 */
final class HeldSequence extends RichMapFunction<Long, LogEntry> {
    private static final long serialVersionUID = 1L;
    private static final long POLL_MILLIS = 20;
    /** Events that all subtasks made in this JVM, the one that each is about to make included. */
    private static final LongAdder MADE = new LongAdder();

    private final EventShape shape;
    private final long numbersPerSubtask;
    private final String directory;
    private transient long seen;

    /**
     * @param numbersPerSubtask how many each subtask gets
     * @param directory where files are left and looked for
     */
    HeldSequence(EventShape shape, long numbersPerSubtask, Path directory) {
        this.shape = shape;
        this.numbersPerSubtask = numbersPerSubtask;
        this.directory = directory.toString();
    }

    /** How many events were made in this JVM. */
    static long made() {
        return MADE.sum();
    }

    /** What a subtask leaves when it makes its first event. */
    static Path begun(Path directory, int subtask) {
        return directory.resolve("begun-" + subtask);
    }

    /** What a subtask leaves when only its last event is left. */
    static Path held(Path directory, int subtask) {
        return directory.resolve("held-" + subtask);
    }

    /** What lets the last events go. */
    static Path release(Path directory) {
        return directory.resolve("release");
    }

    @Override
    public LogEntry map(Long number) throws IOException, InterruptedException {
        seen++;
        MADE.increment();
        if (seen == 1) {
            Files.createFile(begun(Path.of(directory), subtask()));
        }
        if (seen == numbersPerSubtask) {
            Files.createFile(held(Path.of(directory), subtask()));
            while (!Files.exists(release(Path.of(directory)))) {
                Thread.sleep(POLL_MILLIS);
            }
        }
        return shape.event(number);
    }

    private int subtask() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    }
}
