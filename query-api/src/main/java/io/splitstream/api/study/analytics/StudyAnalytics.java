package io.splitstream.api.study.analytics;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.StudyStore;
import io.splitstream.api.study.StudyVariant;
import io.splitstream.api.study.insight.InsightSource;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The use case of a study's figures. Calls block. Safe for use by several threads. */
public final class StudyAnalytics {
    private final StudyStore studies;
    private final AnalyticsStore store;
    private final InsightSource insights;

    public StudyAnalytics(StudyStore studies, AnalyticsStore store, InsightSource insights) {
        this.studies = studies;
        this.store = store;
        this.insights = insights;
    }

    /** A study's figures as of now. */
    public Outcome<StudyFigures> of(String workspaceId, String studyId) {
        return studies.find(workspaceId, studyId)
                .map(study -> Outcome.done(figures(study)))
                .orElseGet(() -> Outcome.refused(Refusal.Kind.STUDY_NOT_FOUND, "There is no study " + studyId + "."));
    }

    private StudyFigures figures(Study study) {
        // Asked first: the figures are complete up to then at least.
        Optional<Instant> until = insights.completeUntil();
        Map<String, Double> frustration = insights.frustration(study.workspaceId(), study.id());
        Map<StudyVariant, Long> started = store.started(study.id());
        List<CompletedSession> completed = store.completed(study.id());
        List<TaskCount> tasks = store.tasks(study.id());
        Map<StudyVariant, VariantFigures> variants = new EnumMap<>(StudyVariant.class);
        for (StudyVariant variant : study.plan().variants()) {
            List<CompletedSession> own = of(completed, variant);
            variants.put(
                    variant,
                    new VariantFigures(
                            started.getOrDefault(variant, 0L),
                            own.size(),
                            mean(rates(study, own)),
                            mean(own.stream()
                                    .mapToDouble(CompletedSession::durationSeconds)
                                    .toArray()),
                            mean(own.stream()
                                    .map(session -> frustration.get(session.sessionId()))
                                    .filter(Objects::nonNull)
                                    .mapToDouble(Double::doubleValue)
                                    .toArray()),
                            taskRates(variant, tasks)));
        }
        Optional<CompletionContest.Result> contest = CompletionContest.decide(
                rates(study, of(completed, StudyVariant.A)), rates(study, of(completed, StudyVariant.B)));
        return new StudyFigures(
                study.id(),
                variants,
                contest.map(CompletionContest.Result::winner).orElse(null),
                contest.map(CompletionContest.Result::confidence).orElse(null),
                until.orElse(null));
    }

    private static List<CompletedSession> of(List<CompletedSession> sessions, StudyVariant variant) {
        return sessions.stream().filter(session -> session.variant() == variant).toList();
    }

    /** A session whose list was never generated completed none of its study's tasks. */
    private static double[] rates(Study study, List<CompletedSession> sessions) {
        return sessions.stream()
                .filter(session -> session.tasks() > 0
                        || !study.plan().tasksFor(session.variant()).isEmpty())
                .mapToDouble(session -> session.tasks() == 0 ? 0 : (double) session.completedTasks() / session.tasks())
                .toArray();
    }

    private static List<VariantFigures.TaskRate> taskRates(StudyVariant variant, List<TaskCount> tasks) {
        return tasks.stream()
                .filter(task -> task.variant() == variant)
                .map(task -> new VariantFigures.TaskRate(task.taskId(), (double) task.completed() / task.sessions()))
                .toList();
    }

    private static @Nullable Double mean(double[] values) {
        return values.length == 0 ? null : CompletionContest.mean(values);
    }
}
