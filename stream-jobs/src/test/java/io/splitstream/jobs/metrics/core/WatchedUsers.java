package io.splitstream.jobs.metrics.core;

import io.splitstream.contracts.definition.ExperimentDefinition;
import io.splitstream.contracts.definition.ExperimentStatus;
import io.splitstream.contracts.definition.GuardrailRule;
import io.splitstream.contracts.definition.Supervision;
import io.splitstream.contracts.metric.Metric;
import io.splitstream.contracts.metric.MomentLayout;
import io.splitstream.jobs.core.Lateness;
import java.util.ArrayList;
import java.util.List;

/** Users who see and convert, counted into buckets as the job counts them. */
public final class WatchedUsers {
    /** At least a fifth of impressions shall convert. */
    public static final GuardrailRule FLOOR = new GuardrailRule("conversion_rate", 0.2, Metric.Direction.UP, 0.05);

    /** Nothing may convert 5 % less than control. */
    public static final GuardrailRule MARGIN =
            new GuardrailRule("user_conversion_rate", null, Metric.Direction.UP, 0.05);

    private static final Retention TOTALS = Retention.of(Fixtures.definition(1, 1, 0));

    private WatchedUsers() {}

    /** The fixtures' experiment at a version, watched for guardrails. */
    public static ExperimentDefinition definition(
            ExperimentStatus status, int version, long revision, int epochs, GuardrailRule... guardrails) {
        long[] from = new long[epochs];
        for (int i = 0; i < epochs; i++) {
            from[i] = i;
        }
        ExperimentDefinition plain = Fixtures.definition(version, revision, from);
        return new ExperimentDefinition(
                plain.experimentId(),
                plain.workspaceId(),
                plain.name(),
                status,
                revision,
                version,
                plain.variants(),
                plain.weightEpochs(),
                null,
                new Supervision(0.05, 5_000, 100, List.of(guardrails)),
                plain.metrics());
    }

    /** Statistics of users with an impression each, of whom the first few convert. */
    public static Statistics converting(String variant, int users, int converting) {
        StatisticsAccumulator accumulator = new StatisticsAccumulator(MomentLayout.USUAL);
        for (int i = 0; i < users; i++) {
            String user = variant + i;
            UserTotals totals = UserTotals.NONE.with(
                    Fixtures.event(user, "i", variant, "impression", Fixtures.NOON), TOTALS, Lateness.USUAL);
            if (i < converting) {
                totals = totals.with(
                        Fixtures.event(user, "c", variant, "conversion", Fixtures.NOON), TOTALS, Lateness.USUAL);
            }
            accumulator.change(
                    Contribution.NOTHING, Contribution.project(totals, Fixtures.definition(1, 1, 0), Fixtures.NOON));
        }
        return accumulator.statistics();
    }

    /** Two arms over two buckets. */
    public static List<Statistics> arms(int controlUsers, int controlConverting, int testUsers, int testConverting) {
        return new ArrayList<>(List.of(
                converting("a", controlUsers / 2, controlConverting / 2)
                        .plus(converting("b", testUsers / 2, testConverting / 2)),
                converting("a", controlUsers - controlUsers / 2, controlConverting - controlConverting / 2)
                        .plus(converting("b", testUsers - testUsers / 2, testConverting - testConverting / 2))));
    }
}
