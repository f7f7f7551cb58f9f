package io.splitstream.api.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.decision.EvidenceBuilder.Arm;
import io.splitstream.api.experiment.DecisionPlan;
import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.experiment.SampleExperiments;
import io.splitstream.contracts.evidence.GuardrailStanding.Status;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.ConfidenceSequence;
import io.splitstream.statistics.NormalPosterior;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** With users and health fixed, moving something towards good never lowers STOP below CONTINUE below LAUNCH. */
class RecommendationPropertyTest {
    private static final int USERS = 2_000;

    /** With fewer converting users nothing is said at all, and then a verdict may come that is not CONTINUE. */
    private static final int BURN_IN = 100;

    private static final List<Status> STANDING = List.of(Status.HARMED, Status.INCONCLUSIVE, Status.SAFE);

    private static final Instant NOW = SampleExperiments.START.plus(Duration.ofHours(1));

    @Property(tries = 100)
    void decide_moreConversionsInTheTestArm_neverLowersTheVerdict(
            @ForAll @IntRange(min = BURN_IN, max = 900) int control,
            @ForAll @IntRange(min = BURN_IN, max = 900) int test,
            @ForAll @IntRange(min = 1, max = 900) int more,
            @ForAll boolean ended) {
        Verdict before = verdict(control, test, List.of(), ended);
        Verdict after = verdict(control, Math.min(USERS, test + more), List.of(), ended);

        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    @Property(tries = 100)
    void decide_lessHarmToAGuardrail_neverLowersTheVerdict(
            @ForAll @IntRange(min = BURN_IN, max = 900) int control,
            @ForAll @IntRange(min = BURN_IN, max = 900) int test,
            @ForAll @IntRange(min = 1, max = 900) int more) {
        // The primary is also the guardrail, with a margin: both move towards good together.
        List<Guardrail> guardrails = List.of(Guardrail.of(Metric.USER_CONVERSION_RATE));

        Verdict before = verdict(control, test, guardrails, false);
        Verdict after = verdict(control, Math.min(USERS, test + more), guardrails, false);

        assertThat(after).isGreaterThanOrEqualTo(before);
    }

    /** The evidence itself moved: the effect in standard errors, or a guardrail from harmed over open to safe. */
    @Property(tries = 500)
    void decide_evidenceMovedTowardsGood_neverLowersTheVerdict(
            @ForAll @DoubleRange(min = -6, max = 6) double z,
            @ForAll @DoubleRange(min = 0, max = 6) double better,
            @ForAll @IntRange(min = 0, max = 2) int guardrail,
            @ForAll @IntRange(min = 0, max = 2) int safer,
            @ForAll boolean ended,
            @ForAll boolean sampled) {
        Status status = STANDING.get(guardrail);
        Status moved = STANDING.get(Math.min(2, guardrail + safer));

        assertThat(verdict(z + better, moved, ended, sampled))
                .isGreaterThanOrEqualTo(verdict(z, status, ended, sampled));
    }

    private static Verdict verdict(double z, Status status, boolean ended, boolean sampled) {
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(0.05, 5_000);
        NormalPosterior posterior = new NormalPosterior(z, 1);
        Arm arm = new Arm()
                .effect(sequence.pValue(z, 10_000), 0.002 * z, posterior.probabilityPositive())
                .guardrails(EvidenceBuilder.margin(status, 0.5))
                .requiring(sampled ? 10_000 : 20_000);
        EvidenceBuilder evidence = new EvidenceBuilder().arm(arm);
        return RecommendationRules.decide((ended ? evidence.plannedEndReached() : evidence).build())
                .verdict();
    }

    private static Verdict verdict(int control, int test, List<Guardrail> guardrails, boolean ended) {
        Experiment running = SampleExperiments.running(DecisionPlan.USUAL, guardrails, 1);
        Experiment experiment =
                ended ? SampleExperiments.endingAt(running, SampleExperiments.START.plusSeconds(1)) : running;
        Evidence evidence = new Appraisal(
                        experiment,
                        new SampleStatistics()
                                .converting("a", USERS, control)
                                .converting("b", USERS, test)
                                .completeUntil(NOW))
                .evidence(NOW, Optional.empty());
        Verdict verdict = RecommendationRules.decide(evidence).verdict();
        assertThat(verdict).isNotEqualTo(Verdict.INVESTIGATE);
        return verdict;
    }
}
