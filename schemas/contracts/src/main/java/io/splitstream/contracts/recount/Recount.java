package io.splitstream.contracts.recount;

import io.splitstream.contracts.definition.WeightEpoch;
import io.splitstream.contracts.metric.MetricPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statement that counts an experiment anew from the archive: what every experiment has, and what it declares.
 * Immutable.
 *
 * <p>It gives one row per <em>part</em> of the users, with the columns of the table {@code experiment_statistics}:
 * {@code layout, variant_ids, weight_epochs, users, exposed, non_zero, sums, products, histograms, crossovers, events,
 * duplicates, late_events}. A user is in one part, so parts add up; a part without anything counted has no row. Copies
 * of an event are gone from the archive: {@code duplicates} is 0. Windows count that have closed by the log time up to
 * which records count.
 *
 * <p>Run {@link #statement()} with the query parameters of {@link #parameters}.
 */
public final class Recount {
    /** The part of users without the attribute, in a recount by segment. */
    public static final String NO_SEGMENT = "";

    /** The part of the users of all segments that are too small to stand alone. */
    public static final String OTHER_SEGMENTS = "+";

    /** What the part of a segment begins with; the attribute's value follows. */
    public static final String SEGMENT = "=";

    /** Parts of a recount by bucket, 0 up to this. */
    public static final int BUCKETS = 16;

    /** Another gap parts two sessions if it is longer. */
    private static final long SESSION_GAP = Duration.ofMinutes(30).toMillis();

    /** Before every event, as a doubled time, and without overflow when subtracted. */
    private static final String LONG_AGO = "-4611686018427387904";

    private static final String TEMPLATE = template();

    /** The largest segments by users seen in counted events; of equally large ones the first by value. */
    private static final String LARGEST = """
            (
                SELECT groupArray(value) FROM
                (
                    SELECT attributes[{attribute:String}] AS value
                    FROM splitstream.v_assignments
                    WHERE workspace_id = {workspace:String}
                      AND experiment_id = {experiment:String}
                      AND toUnixTimestamp64Milli(logged_at) <= {until:Int64}
                      AND mapContains(attributes, {attribute:String})
                      AND user_id IN
                      (
                          SELECT user_id FROM splitstream.v_events
                          WHERE workspace_id = {workspace:String}
                            AND experiment_id = {experiment:String}
                            AND toUnixTimestamp64Milli(logged_at) <= {until:Int64}
                            AND NOT late
                      )
                    GROUP BY value
                    ORDER BY count() DESC, value
                    LIMIT {segments:UInt16}
                )
            ) AS largest
            """;

    private static final String ARCHIVE = "splitstream.v_events";

    private static final String BUCKET = "cityHash64(user_id) % " + BUCKETS;

    private final String statement;

    private Recount(MetricPlan plan, String prelude, String part, String archive, String ofUsers) {
        MeasureSql sql = new MeasureSql(plan.layout(), SESSION_GAP, LONG_AGO);
        String bins = plan.layout().histograms().isEmpty() ? "" : MeasureSql.bins();
        String named = Stream.of(prelude, bins).filter(one -> !one.isEmpty()).collect(Collectors.joining(", "));
        this.statement = TEMPLATE.replace("{{prelude}}", named.isEmpty() ? "" : "WITH " + named + "\n")
                .replace("{{part}}", part)
                .replace("{{archive}}", archive)
                .replace("{{of_users}}", ofUsers)
                .replace("{{session_gap}}", Long.toString(SESSION_GAP))
                .replace("{{long_ago}}", LONG_AGO)
                .replace("{{totals}}", sql.totals())
                .replace("{{journal}}", sql.journal())
                .replace("{{enrolled}}", sql.enrolled())
                .replace("{{non_zero}}", sql.nonZero())
                .replace("{{sums}}", sql.sums())
                .replace("{{products}}", sql.products())
                .replace("{{histograms}}", sql.histograms());
    }

    /** All users in one part, whose name is empty. */
    public static Recount whole(MetricPlan plan) {
        return new Recount(plan, "", "''", ARCHIVE, "");
    }

    /**
     * A part for each value of the attribute {@code {attribute:String}} given to {@code assign}: {@link #SEGMENT} and
     * the value. Beyond the {@code {segments:UInt16}} largest the rest is {@link #OTHER_SEGMENTS}; users without the
     * attribute are {@link #NO_SEGMENT}.
     */
    public static Recount bySegment(MetricPlan plan) {
        String value = "attributes[{attribute:String}]";
        return new Recount(
                plan,
                LARGEST,
                "multiIf(NOT mapContains(attributes, {attribute:String}), '" + NO_SEGMENT + "', has(largest, " + value
                        + "), concat('" + SEGMENT + "', " + value + "), '" + OTHER_SEGMENTS + "')",
                ARCHIVE,
                "");
    }

    /**
     * Buckets of users, numbered from 0, those from {@code {from_bucket:UInt8}} up to but not including
     * {@code {to_bucket:UInt8}} only: the work and the memory of a part of the users.
     */
    public static Recount byBucket(MetricPlan plan) {
        String ofUsers = BUCKET + " >= {from_bucket:UInt8} AND " + BUCKET + " < {to_bucket:UInt8}";
        return new Recount(
                plan,
                "",
                "toUInt8(" + BUCKET + ")",
                // Copies share their user: they can be passed over before copies are told apart, and before the other
                // columns are read.
                "splitstream.events FINAL PREWHERE " + ofUsers,
                "\n                              AND " + ofUsers);
    }

    /** The statement, with placeholders for query parameters. */
    public String statement() {
        return statement;
    }

    /**
     * The query parameters that every recount needs.
     *
     * @param epochs of the experiment's definition; they place the users without a stored assignment
     * @param plan what the definition declares
     * @param until log time, milliseconds since the epoch, up to and including which records count
     */
    public static Map<String, Object> parameters(
            String workspaceId, String experimentId, List<WeightEpoch> epochs, MetricPlan plan, long until) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("workspace", workspaceId);
        parameters.put("experiment", experimentId);
        parameters.put("epochs", epochs.stream().map(WeightEpoch::index).toList());
        parameters.put("epoch_begins", epochs.stream().map(WeightEpoch::from).toList());
        parameters.put("until", until);
        parameters.put("layout", plan.layout().text());
        parameters.put("covariate", Objects.requireNonNullElse(plan.covariate(), ""));
        return parameters;
    }

    private static String template() {
        try (var stream = Recount.class.getResourceAsStream("/clickhouse/recount.sql")) {
            if (stream == null) {
                throw new IllegalStateException("/clickhouse/recount.sql is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--"))
                    .reduce("", (all, line) -> all + line + "\n")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException("/clickhouse/recount.sql cannot be read", e);
        }
    }
}
