package io.splitstream.api.decision;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.ExperimentVariant;
import io.splitstream.api.experiment.Guardrail;
import io.splitstream.api.results.HistoryPoint;
import io.splitstream.api.results.Results;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.statistics.Comparison;
import io.splitstream.statistics.ComparisonPlan;
import java.util.ArrayList;
import java.util.List;

/** How an experiment came to stand as it does: at most 300 points in time, oldest first. Calls block. */
public final class Histories {
    private final Results results;

    public Histories(Results results) {
        this.results = results;
    }

    /** Every test arm's difference from control. */
    public List<LiftPoint> lift(Experiment experiment, Metric metric) {
        ComparisonPlan plan =
                Appraisal.comparisonPlan(experiment.design().plan(), metric).withBayesian(false);
        List<ExperimentVariant> arms = experiment.design().testVariants();
        List<LiftPoint> points = new ArrayList<>();
        for (HistoryPoint point : results.history(experiment.id(), metric)) {
            List<Comparison> comparisons = new Appraisal(experiment, point.statistics()).compare(metric, plan);
            for (int i = 0; i < arms.size(); i++) {
                Comparison comparison = comparisons.get(i);
                points.add(new LiftPoint(
                        point.at(),
                        arms.get(i).id(),
                        comparison.absoluteLift(),
                        comparison
                                .sequential()
                                .value()
                                .map(Comparison.Sequential::interval)
                                .orElse(null),
                        comparison.control().users() + comparison.test().users()));
            }
        }
        return points;
    }

    /** Users seen, and whether they split as planned. */
    public List<ExposurePoint> exposures(Experiment experiment) {
        return results.history(experiment.id(), experiment.design().targetMetric()).stream()
                .map(point -> new ExposurePoint(
                        point.at(),
                        experiment.design().variants().stream()
                                .map(variant ->
                                        point.statistics().total(variant.id()).users())
                                .toList(),
                        new Appraisal(experiment, point.statistics())
                                .validity(point.at())
                                .sampleRatioPValue()))
                .toList();
    }

    /** How every test arm stood to every guardrail. */
    public List<GuardrailPoint> guardrails(Experiment experiment) {
        List<GuardrailPoint> points = new ArrayList<>();
        for (Guardrail guardrail : experiment.design().guardrails()) {
            for (HistoryPoint point : results.history(experiment.id(), guardrail.metric())) {
                Guardrails standings = new Guardrails(experiment, point.statistics());
                for (ExperimentVariant arm : experiment.design().testVariants()) {
                    points.add(new GuardrailPoint(point.at(), standings.find(guardrail, arm)));
                }
            }
        }
        return points;
    }
}
