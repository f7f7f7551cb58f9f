package io.splitstream.contracts.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The tables and views of the ClickHouse database. */
public final class ResultTables {
    /** The database that holds everything. */
    public static final String DATABASE = "splitstream";

    /** The archive: every accepted event; read it through {@link #EVENTS_VIEW}. */
    public static final String EVENTS = "events";

    /** One row per event identity. */
    public static final String EVENTS_VIEW = "v_events";

    /** Stored assignments; read them through {@link #ASSIGNMENTS_VIEW}. */
    public static final String ASSIGNMENTS = "assignments";

    /** One row per user and experiment: the earliest assignment. */
    public static final String ASSIGNMENTS_VIEW = "v_assignments";

    /** Events that the collector refused, for 30 days; read them through {@link #REJECTED_EVENTS_VIEW}. */
    public static final String REJECTED_EVENTS = "rejected_events";

    /** One row per refused event. */
    public static final String REJECTED_EVENTS_VIEW = "v_rejected_events";

    /** Sufficient statistics: absolute, versioned rows per (experiment, version, generation, bucket). */
    public static final String STATISTICS = "experiment_statistics";

    /** Which generation of {@link #STATISTICS} readers see, where that is not the live one. */
    public static final String GENERATIONS = "experiment_generations";

    /** What {@link #STATISTICS} said at the end of each 10 s slot. */
    public static final String STATISTICS_HISTORY = "experiment_statistics_history";

    /** Alerts as the stream raised them; read them through {@link #ALERTS_VIEW}. */
    public static final String ALERTS = "alerts";

    /** One row per alert. */
    public static final String ALERTS_VIEW = "v_alerts";

    /** Names and what else is said of experiments, as the API tells them. */
    public static final String EXPERIMENTS = "experiments";

    /** What the API concludes from the statistics. */
    public static final String DECISIONS = "experiment_decisions";

    /** What the interactions of each session of a study show. */
    public static final String INSIGHTS = "session_insights";

    /** Up to which log time each subtask's rows are complete. */
    public static final String PROGRESS = "pipeline_progress";

    private ResultTables() {}

    /** The statements that make the database, in order; each may be run again at any time. */
    public static List<String> statements() {
        try (var stream = ResultTables.class.getResourceAsStream("/clickhouse/schema.sql")) {
            if (stream == null) {
                throw new IllegalStateException("/clickhouse/schema.sql is missing from the class path");
            }
            String script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(script.split(";\\s*\\n"))
                    .map(ResultTables::withoutComments)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("/clickhouse/schema.sql cannot be read", e);
        }
    }

    private static String withoutComments(String statement) {
        return statement
                .lines()
                .filter(line -> !line.startsWith("--"))
                .reduce("", (all, line) -> all + line + "\n")
                .strip();
    }
}
