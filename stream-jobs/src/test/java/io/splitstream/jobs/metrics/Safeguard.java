package io.splitstream.jobs.metrics;

/**
 * What stands between a crash and a wrong result. {@link CrashingPipeline} can be wired without any one of them, to
 * see that its invariants notice.
 */
enum Safeguard {
    /** An identity counts once. Without: every record counts, as if each had an identity of its own. */
    DEDUPE,
    /** Each start of the job has a larger epoch. Without: every start has the same. */
    RISING_EPOCH,
    /** Rows hold all that was counted. Without: they hold what was added, and the table adds them up. */
    ABSOLUTE_ROWS,
    /** After a start every restored key is written again. Without: only keys that something changes. */
    RESTORED_KEYS_AGAIN,
    /** After a start nothing is written before the log has been read up to the start. Without: at once. */
    WAIT_AFTER_RESTART,
    /** Sums are integers. Without: doubles. */
    INTEGERS,
    /** Of copies the archive keeps the one at the lowest offset. Without: the one that was inserted last. */
    ARCHIVE_VERSIONS,
    /** Completeness is told after the rows are stored. Without: before. */
    ROWS_BEFORE_PROGRESS,
    /** Nothing is left between the operators when a checkpoint is taken. Without: sums stay in the combiner. */
    NOTHING_HELD_OVER_A_BARRIER,
    /** Rows of a version, and progress, wait until all subtasks count under it. Without: they go out with the first. */
    VERSION_WAITS_FOR_ALL,
    /** A reader takes the newest version that has every row. Without: the newest that has any. */
    READER_TAKES_WHOLE_VERSIONS
}
