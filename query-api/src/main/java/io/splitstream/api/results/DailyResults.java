package io.splitstream.api.results;

import io.splitstream.api.platform.SharedAnswers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Results by day, counted from the archive, and shared by all who ask within ten seconds. Safe for use by several
 * threads.
 */
public final class DailyResults {
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int KEPT = 50;

    private final RecountSource source;
    private final ArchiveReads reads;
    private final SharedAnswers<String, List<DailyCounts>> answers;

    public DailyResults(RecountSource source, ArchiveReads reads, Clock clock) {
        this.source = source;
        this.reads = reads;
        this.answers = new SharedAnswers<>(clock, FRESH, KEPT);
    }

    /** An experiment by variant and day, oldest first; days without events are left out. */
    public List<DailyCounts> of(String workspaceId, String experimentId) {
        return answers.get(experimentId, before -> reads.read(() -> source.daily(workspaceId, experimentId)));
    }
}
