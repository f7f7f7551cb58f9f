package io.splitstream.jobs.runtime;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The execution environment that all jobs share: what must hold for results to be exact, whatever dies.
 *
 * <p>How many checkpoints are kept is the cluster's to say, by {@code execution.checkpointing.num-retained}: Flink
 * does not ask the job.
 */
public final class JobEnvironment {
    /** Key groups of every job; part of the format of state, never changed. */
    static final int MAX_PARALLELISM = 128;

    private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(100);
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(20);
    private static final Duration RESTART_DELAY = Duration.ofMillis(500);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(10);

    /** RocksDB's own memory, so that the cluster need not set any aside for jobs that hold their state on the heap. */
    private static final String ROCKSDB_MEMORY_OF_A_SLOT = "state.backend.rocksdb.memory.fixed-per-slot";

    private JobEnvironment() {}

    /** The environment of a job. */
    public static StreamExecutionEnvironment create(String jobName, JobSettings settings) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration(jobName, settings));
        environment.setParallelism(settings.parallelism());
        environment.setMaxParallelism(MAX_PARALLELISM);
        return environment;
    }

    private static Configuration configuration(String jobName, JobSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.NAME, jobName);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARK_INTERVAL);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);

        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        // State so large that it takes as long as the interval to write is written half of the time, not always.
        configuration.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, settings.checkpointInterval());
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
        // A store that is away makes checkpoints fail, and must not make the job fail.
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        // Broadcast state is equal on all subtasks only if barriers are aligned.
        configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Heap state is restored field by field from an unbuffered file; compression reads it in blocks.
        configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDir() + "/" + jobName);
        configuration.set(StateBackendOptions.STATE_BACKEND, settings.stateOnDisk() ? "rocksdb" : "hashmap");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, settings.stateOnDisk());
        if (settings.stateOnDisk()) {
            configuration.setString(ROCKSDB_MEMORY_OF_A_SLOT, "64m");
        }

        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
        return configuration;
    }
}
