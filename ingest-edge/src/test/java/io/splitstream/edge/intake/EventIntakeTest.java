package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.event.ExperimentEvent;
import io.splitstream.contracts.metric.CustomMetric;
import io.splitstream.contracts.metric.CustomMetric.Aggregation;
import io.splitstream.contracts.metric.Metric.Direction;
import io.splitstream.contracts.metric.MetricPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventIntakeTest {
    private static final long NOW = 1_760_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private static final MetricPlan METRICS = new MetricPlan(
            List.of(
                    new CustomMetric("a", "signup", Aggregation.COUNT, null, "view", Direction.UP, null, null),
                    new CustomMetric("b", "signup", Aggregation.COUNT, null, "users", Direction.UP, null, null)),
            null,
            false);

    private final DefinitionRegistry registry = new DefinitionRegistry();
    private final List<CompletableFuture<Void>> catchUps = new ArrayList<>();
    private long nanos;
    private final EventIntake intake = new EventIntake(
            registry,
            () -> {
                CompletableFuture<Void> asked = new CompletableFuture<>();
                catchUps.add(asked);
                return asked;
            },
            () -> nanos);

    @BeforeEach
    void load() {
        registry.markLoaded();
    }

    @Test
    void judge_runningExperiment_admitsAtOnceWithTheOriginsFields() {
        define("exp", ExperimentStatus.RUNNING, 1, null);

        ExperimentEvent event = admitted(judge(event("exp", "A", NOW - 5, "id-1")));

        assertThat(catchUps).isEmpty();
        assertThat(event)
                .isEqualTo(new ExperimentEvent(
                        "id-1",
                        "ws",
                        "exp",
                        "A",
                        "u",
                        "click",
                        null,
                        null,
                        null,
                        NOW - 5,
                        false,
                        NOW,
                        "sommos",
                        "mobile",
                        "10.0.0.0"));
    }

    @Test
    void judge_withoutTimestamp_takesTheTimeOfArrival() {
        define("exp", ExperimentStatus.PAUSED, 1, null);

        assertThat(admitted(judge(event("exp", "A", null, null))).timestamp()).isEqualTo(NOW);
    }

    @Test
    void judge_timestampOverFiveMinutesAhead_isReplacedAndFlagged() {
        define("exp", ExperimentStatus.RUNNING, 1, null);

        ExperimentEvent ahead = admitted(judge(event("exp", "A", NOW + 300_001, null)));
        ExperimentEvent barely = admitted(judge(event("exp", "A", NOW + 300_000, null)));

        assertThat(ahead.timestamp()).isEqualTo(NOW);
        assertThat(ahead.timestampReplaced()).isTrue();
        assertThat(barely.timestamp()).isEqualTo(NOW + 300_000);
        assertThat(barely.timestampReplaced()).isFalse();
    }

    @Test
    void judge_completedExperiment_takesWhatHappenedBeforeForADay() {
        define("exp", ExperimentStatus.COMPLETED, 1, NOW - DAY);
        define("old", ExperimentStatus.ARCHIVED, 1, NOW - DAY - 1);
        define("never", ExperimentStatus.ARCHIVED, 1, null);

        assertThat(admitted(judge(event("exp", "A", NOW - DAY, null))).timestamp())
                .isEqualTo(NOW - DAY);
        assertThat(confirmed(event("exp", "A", NOW, null)))
                .isEqualTo(new Refusal(
                        RefusalCode.INVALID_STATE,
                        "experiment exp is completed; it takes only events from before its completion"));
        assertThat(confirmed(event("old", "A", NOW - 2 * DAY, null)))
                .isEqualTo(
                        new Refusal(RefusalCode.INVALID_STATE, "experiment old was completed more than 24 hours ago"));
        assertThat(confirmed(event("never", "A", NOW, null)))
                .isEqualTo(new Refusal(RefusalCode.INVALID_STATE, "experiment never was archived without having run"));
    }

    @Test
    void judge_typesThatTheExperimentsMetricsName_areTakenAndNoOthers() {
        define("exp", ExperimentStatus.RUNNING, 1, null);
        define("other", ExperimentStatus.RUNNING, 1, null);

        assertThat(admitted(judge(event("exp", "signup"))).eventType()).isEqualTo("signup");
        assertThat(admitted(judge(event("exp", "view"))).eventType()).isEqualTo("view");
        assertThat(confirmed(event("other", "users")).code()).isEqualTo(RefusalCode.VALIDATION_ERROR);
        assertThat(confirmed(event("exp", "zap")))
                .isEqualTo(new Refusal(
                        RefusalCode.VALIDATION_ERROR,
                        "event_type must be one of impression, click, conversion, rating, or one that the experiment's"
                                + " metrics name"));
    }

    @Test
    void judge_negativeVerdict_isConfirmedFirst() {
        define("draft", ExperimentStatus.DRAFT, 1, null);
        define("exp", ExperimentStatus.RUNNING, 1, null);

        assertThat(confirmed(event("nope", "A", null, null)))
                .isEqualTo(new Refusal(RefusalCode.EXPERIMENT_NOT_FOUND, "experiment nope does not exist"));
        assertThat(confirmed(event("draft", "A", null, null)))
                .isEqualTo(new Refusal(
                        RefusalCode.INVALID_STATE, "experiment draft is a draft; start it before tracking events"));
        assertThat(confirmed(event("exp", "C", null, null)))
                .isEqualTo(new Refusal(RefusalCode.VALIDATION_ERROR, "variant_id C is no variant of experiment exp"));
    }

    @Test
    void judge_experimentOfAnotherWorkspace_doesNotExist() {
        registry.accept(definition("theirs", "other", ExperimentStatus.RUNNING, 1, null));

        assertThat(confirmed(event("theirs", "A", null, null)).code()).isEqualTo(RefusalCode.EXPERIMENT_NOT_FOUND);
    }

    @Test
    void judge_startedMeanwhile_isAdmittedAfterCatchUp() {
        define("exp", ExperimentStatus.DRAFT, 1, null);
        List<Verdict> verdicts = judge(event("exp", "A", null, null));
        assertThat(verdicts).isEmpty();

        define("exp", ExperimentStatus.RUNNING, 2, null);
        catchUps.get(0).complete(null);

        assertThat(admitted(verdicts).experimentId()).isEqualTo("exp");
    }

    @Test
    void judge_sameNegativeWithinASecond_isNotConfirmedAgain() {
        confirmed(event("nope", "A", null, null));

        nanos += 999_999_999L;
        assertThat(judge(event("nope", "A", null, null))).hasSize(1);
        assertThat(judge(event("other", "A", null, null))).isEmpty();
        nanos += 1;
        assertThat(judge(event("nope", "A", null, null))).isEmpty();
        assertThat(catchUps).hasSize(3);
    }

    @Test
    void judge_catchUpFails_saysTryAgain() {
        List<Verdict> verdicts = judge(event("nope", "A", null, null));

        catchUps.get(0).completeExceptionally(new IllegalStateException("no broker"));

        assertThat(((Verdict.Refused) verdicts.get(0)).refusal())
                .isEqualTo(new Refusal(
                        RefusalCode.UNAVAILABLE, "the definition of experiment nope cannot be checked right now"));
    }

    @Test
    void judge_malformedEvent_needsNoConfirmation() {
        ReadEvent malformed = new ReadEvent.Malformed(Refusal.invalid("user_id is required"), "exp", 0, 1);

        assertThat(judge(malformed)).singleElement().isInstanceOf(Verdict.Refused.class);
        assertThat(catchUps).isEmpty();
    }

    @Test
    void accept_lowerRevision_isIgnored() {
        assertThat(registry.accept(definition("exp", "ws", ExperimentStatus.RUNNING, 5, null)))
                .isTrue();
        assertThat(registry.accept(definition("exp", "ws", ExperimentStatus.DRAFT, 4, null)))
                .isFalse();

        assertThat(registry.find("ws", "exp").orElseThrow().status()).isEqualTo(ExperimentStatus.RUNNING);
    }

    private List<Verdict> judge(ReadEvent... events) {
        List<Verdict> verdicts = new ArrayList<>();
        intake.judge(
                List.of(events), new EventOrigin("ws", "sommos", "mobile", "10.0.0.0", NOW, null), verdicts::addAll);
        return verdicts;
    }

    private Refusal confirmed(ReadEvent event) {
        int before = catchUps.size();
        List<Verdict> verdicts = judge(event);
        assertThat(verdicts).isEmpty();
        catchUps.get(before).complete(null);
        return ((Verdict.Refused) verdicts.get(0)).refusal();
    }

    private static ExperimentEvent admitted(List<Verdict> verdicts) {
        assertThat(verdicts).singleElement().isInstanceOf(Verdict.Admitted.class);
        return ((Verdict.Admitted) verdicts.get(0)).event();
    }

    private static ReadEvent event(String experiment, String type) {
        return new ReadEvent.WellFormed(
                new ParsedEvent(experiment, "A", "u", type, null, null, null, null, null), 0, 1);
    }

    private static ReadEvent event(
            String experiment, String variant, @Nullable Long timestamp, @Nullable String eventId) {
        return new ReadEvent.WellFormed(
                new ParsedEvent(experiment, variant, "u", "click", null, null, null, timestamp, eventId), 0, 1);
    }

    private void define(String id, ExperimentStatus status, long revision, @Nullable Long completedAt) {
        registry.accept(definition(id, "ws", status, revision, completedAt));
    }

    private static ExperimentDefinition definition(
            String id, String workspace, ExperimentStatus status, long revision, @Nullable Long completedAt) {
        List<Variant> variants = List.of(new Variant("A", "control", true), new Variant("B", "test", false));
        return new ExperimentDefinition(
                id, workspace, "name", status, revision, 1, variants, List.of(), completedAt, null, METRICS);
    }
}
