package io.splitstream.api.results;

import io.splitstream.api.platform.SharedAnswers;
import io.splitstream.contracts.definition.ExperimentDefinition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results by segment, counted from the archive, and shared by all who ask within ten seconds. Safe for use by several
 * threads.
 */
public final class Segments {
    /** Values of an attribute that stand alone. */
    public static final int MOST = 20;

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int KEPT = 50;

    private static final Comparator<Segment> ORDER = Comparator.comparing(Segment::kind)
            .thenComparing(Comparator.comparingLong(Segment::users).reversed())
            .thenComparing(segment -> String.valueOf(segment.value()));

    private final Results results;
    private final RecountSource source;
    private final SharedAnswers<Question, SegmentedResults> answers;
    private final ArchiveReads reads;

    public Segments(Results results, RecountSource source, ArchiveReads reads, Clock clock) {
        this.results = results;
        this.source = source;
        this.reads = reads;
        this.answers = new SharedAnswers<>(clock, FRESH, KEPT);
    }

    private record Question(String experimentId, int epochs, int version, String attribute) {}

    /** An experiment by an attribute; everybody is without one that nobody has. */
    public SegmentedResults of(ExperimentDefinition experiment, String attribute) {
        Question question = new Question(
                experiment.experimentId(), experiment.weightEpochs().size(), experiment.version(), attribute);
        return answers.get(question, before -> {
            Instant until = results.progress().of(Progress.ARCHIVE_JOB).orElse(null);
            if (until == null) {
                return new SegmentedResults(attribute, List.of(), null);
            }
            List<Segment> counted = counted(RecountRequest.of(experiment, until), attribute, before);
            return new SegmentedResults(
                    attribute, counted.stream().sorted(ORDER).toList(), until);
        });
    }

    private List<Segment> counted(RecountRequest request, String attribute, @Nullable SegmentedResults before) {
        // An archive that stands where it stood holds what it held.
        if (before != null && request.until().equals(before.completeUntil())) {
            return before.segments();
        }
        return reads.read(() -> source.segments(request, attribute, MOST));
    }
}
