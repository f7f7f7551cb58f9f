package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import io.splitstream.contracts.alert.AlertRule;
import io.splitstream.contracts.alert.AlertRule.Kind;
import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.GuardrailRule;
import io.splitstream.contracts.definition.Supervision;
import io.splitstream.contracts.definition.Variant;
import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.evidence.Cells;
import io.splitstream.contracts.evidence.GuardrailStanding;
import io.splitstream.contracts.evidence.GuardrailStanding.Status;
import io.splitstream.contracts.evidence.MetricStatistics;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.SampleRatio;
import io.splitstream.statistics.SequentialDesign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which bounds an experiment has crossed. Pure.
 *
 * <p>What was raised is not computed again, so that a breach that stands costs nothing from then on.
 */
public final class Alarms {
    private final ExperimentDefinition definition;
    private final Predicate<String> isRaised;
    private final long completeUntil;
    private final long now;

    /**
     * Alarms of an experiment.
     *
     * @param isRaised whether an alert of an id was raised before
     * @param completeUntil log time up to which the statistics hold every event
     */
    public Alarms(ExperimentDefinition definition, Predicate<String> isRaised, long completeUntil, long now) {
        this.definition = definition;
        this.isRaised = isRaised;
        this.completeUntil = completeUntil;
        this.now = now;
    }

    /** The alerts to raise now, given the statistics of every bucket of the definition's version. */
    public List<Alert> of(Collection<Statistics> buckets) {
        List<Alert> alerts = new ArrayList<>();
        if (isOpen(AlertRule.SAMPLE_RATIO)) {
            sampleRatio(cells(buckets, false)).ifPresent(alerts::add);
        }
        Optional<Variant> control =
                definition.variants().stream().filter(Variant::control).findFirst();
        Supervision supervision = definition.supervision();
        if (control.isPresent()
                && supervision != null
                && !supervision.guardrails().isEmpty()) {
            guardrails(supervision, control.get().id(), buckets, alerts);
        }
        return alerts;
    }

    private Optional<Alert> sampleRatio(Cells exposures) {
        List<SampleRatio.Split> splits = definition.weightEpochs().stream()
                .map(epoch -> MetricStatistics.split(epoch, exposures, definition.variants()))
                .toList();
        double pValue = SampleRatio.sequential(splits);
        return pValue < MetricStatistics.SAMPLE_RATIO_LEVEL
                ? Optional.of(alert(
                        AlertRule.SAMPLE_RATIO,
                        AlertFigures.measured(
                                null,
                                null,
                                MetricStatistics.SAMPLE_RATIO_LEVEL,
                                pValue,
                                exposures.total().exposed())))
                : Optional.empty();
    }

    private void guardrails(
            Supervision supervision, String controlId, Collection<Statistics> buckets, List<Alert> alerts) {
        SequentialDesign design =
                new SequentialDesign(supervision.alpha(), supervision.tuningUsers(), supervision.minimumSample());
        Cells cells = null;
        for (GuardrailRule guardrail : supervision.guardrails()) {
            Optional<Metric> metric = definition.metrics().named(guardrail.metric());
            Kind kind = guardrail.threshold() == null ? Kind.GUARDRAIL_HARMED : Kind.GUARDRAIL_CROSSED;
            for (Variant variant : definition.variants()) {
                AlertRule rule = new AlertRule(kind, guardrail.metric(), variant.id());
                if (metric.isPresent() && !variant.control() && isOpen(rule)) {
                    cells = cells == null ? cells(buckets, true) : cells;
                    GuardrailStanding standing = GuardrailStanding.of(
                            metric.get(),
                            guardrail,
                            new GuardrailStanding.Arms(cells, controlId, variant.id()),
                            design);
                    if (standing.isCrossedForSure() || standing.status() == Status.HARMED) {
                        alerts.add(alert(rule, figures(standing)));
                    }
                }
            }
        }
    }

    private static AlertFigures figures(GuardrailStanding standing) {
        return AlertFigures.measured(
                standing.testValue(),
                standing.controlValue(),
                standing.threshold(),
                standing.pValue(),
                standing.denominatorUnits());
    }

    private boolean isOpen(AlertRule rule) {
        return !isRaised.test(id(rule));
    }

    private String id(AlertRule rule) {
        return Alert.id(definition.experimentId(), definition.version(), rule, weightEpoch());
    }

    private Alert alert(AlertRule rule, AlertFigures figures) {
        return new Alert(
                id(rule),
                definition.workspaceId(),
                definition.experimentId(),
                definition.version(),
                weightEpoch(),
                rule,
                figures,
                completeUntil,
                now);
    }

    private int weightEpoch() {
        List<WeightEpoch> epochs = definition.weightEpochs();
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).index();
    }

    /** The buckets added up; without moments where only the numbers of users matter. */
    private static Cells cells(Collection<Statistics> buckets, boolean withMoments) {
        List<io.splitstream.contracts.evidence.Cell> parts = new ArrayList<>();
        for (Statistics bucket : buckets) {
            for (Map.Entry<Cell, CellStatistics> entry : bucket.cells().entrySet()) {
                CellStatistics held = entry.getValue();
                parts.add(new io.splitstream.contracts.evidence.Cell(
                        entry.getKey().variantId(),
                        entry.getKey().weightEpoch(),
                        held.users(),
                        held.exposed(),
                        bucket.layout(),
                        withMoments ? held.nonZero() : List.of(),
                        withMoments ? held.sums() : List.of(),
                        withMoments ? held.products() : List.of(),
                        withMoments ? held.histograms() : List.of()));
            }
        }
        return Cells.sum(parts);
    }
}
