package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.metric.MomentLayout;
import java.util.function.Consumer;

/**
 * How far one subtask of the user totals is with a definition version, said to each bucket of it. Marks travel as changes
 * do: what a subtask sent before a mark arrives before it.
 *
 * @param layout of the version's measures
 * @param subtask index of the subtask, from 0
 * @param subtasks how many there are
 */
public record VersionMark(StatisticsKey key, Stage stage, MomentLayout layout, int subtask, int subtasks)
        implements ContributionOutput, StatisticsInput {

    public VersionMark {
        if (subtask < 0 || subtask >= subtasks) {
            throw new IllegalArgumentException("subtask: " + subtask + " (expected: 0 to " + (subtasks - 1) + ")");
        }
    }

    /** What a subtask says of a version. The names are part of the format. */
    public enum Stage {
        /** From here on it counts under the version, and under none before it. */
        OPENED,
        /** All of its users are counted under the version. A bucket without users is a row of zeros. */
        COUNTED,
        /**
         * All of its users are counted under the version, but earlier ones may have been forgotten, or never read: what is
         * stored of a bucket without users may be more than zeros.
         */
        COUNTED_IN_PART,
        /** Nothing of it changes the version's statistics any more. */
        CLOSED
    }

    /** A subtask of the user totals. */
    public record Speaker(int subtask, int subtasks) {
        /** Says something of a version to each of its buckets. */
        public void say(String experimentId, int version, Stage stage, MomentLayout layout, Consumer<VersionMark> out) {
            for (int bucket = 0; bucket < Shards.BUCKETS; bucket++) {
                out.accept(new VersionMark(
                        new StatisticsKey(experimentId, version, bucket), stage, layout, subtask, subtasks));
            }
        }
    }
}
