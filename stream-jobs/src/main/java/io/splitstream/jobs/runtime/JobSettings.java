package io.splitstream.jobs.runtime;

import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SettingsException;
import io.splitstream.contracts.settings.SharedSettings;
import io.splitstream.jobs.connector.ClickHouseAddress;
import io.splitstream.jobs.core.FrustrationWeights;
import io.splitstream.jobs.core.Lateness;
import io.splitstream.jobs.core.StateLifetimes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings of the stream jobs, read from the environment of the process that runs their {@code main}.
 *
 * @param bootstrapServers Kafka's brokers
 * @param clickHouse where results go
 * @param parallelism subtasks of each operator
 * @param checkpointDir URI that checkpoints go under, each job in a directory of its own
 * @param checkpointInterval from one checkpoint's end to the next one's beginning
 * @param acceptsMissingEvents whether a job without state may start where Kafka has dropped events
 * @param stateOnDisk whether state lives in RocksDB rather than on the heap
 * @param archiveBatchRows rows of one insert into the archive, at most
 * @param archiveBatchDelay how long a row waits for its batch to fill, at most
 * @param stateLifetimes how long identities and users are kept
 * @param frustration what each kind of click says of a tester's frustration
 */
public record JobSettings(
        String bootstrapServers,
        ClickHouseAddress clickHouse,
        int parallelism,
        String checkpointDir,
        Duration checkpointInterval,
        boolean acceptsMissingEvents,
        boolean stateOnDisk,
        int archiveBatchRows,
        Duration archiveBatchDelay,
        StateLifetimes stateLifetimes,
        FrustrationWeights frustration) {

    private static final double PERCENT = 100;

    /** Subtasks of each operator. */
    static final Setting<Integer> PARALLELISM = Setting.integer(
                    "SPLITSTREAM_JOBS_PARALLELISM",
                    "Subtasks of each operator of a job; a job takes as many task slots.",
                    1,
                    JobEnvironment.MAX_PARALLELISM)
            .orElse("2");

    /** Where checkpoints go. */
    static final Setting<String> CHECKPOINT_DIR = Setting.text(
            "SPLITSTREAM_JOBS_CHECKPOINT_DIR",
            "URI of the directory for checkpoints, such as file:///var/lib/splitstream/checkpoints; each job has a"
                    + " directory of its name in it.");

    /** How often state is saved. */
    static final Setting<Duration> CHECKPOINT_INTERVAL = Setting.duration(
                    "SPLITSTREAM_JOBS_CHECKPOINT_INTERVAL",
                    "Time from one checkpoint's end to the next one's beginning: what is replayed after a crash. Each writes"
                            + " all state that is on the heap.",
                    Duration.ofMillis(500),
                    Duration.ofMinutes(10))
            .orElse("10s");

    /** What a start without state may do. */
    static final Setting<Boolean> ACCEPT_MISSING_EVENTS = Setting.flag(
                    "SPLITSTREAM_JOBS_ACCEPT_MISSING_EVENTS",
                    "Whether a job without state may start although Kafka has dropped events: rows that held them are"
                            + " replaced by rows that do not.")
            .orElse("false");

    /** Where state lives. */
    static final Setting<Boolean> STATE_ON_DISK = Setting.flag(
                    "SPLITSTREAM_JOBS_STATE_ON_DISK",
                    "Whether state lives in RocksDB rather than on the heap: slower, but not bounded by memory.")
            .orElse("false");

    /** How large an insert into the archive grows. */
    static final Setting<Integer> ARCHIVE_BATCH_ROWS = Setting.integer(
                    "SPLITSTREAM_JOBS_ARCHIVE_BATCH_ROWS",
                    "Rows of one insert into the archive, at most.",
                    100,
                    100_000)
            .orElse("20000");

    /** How long an insert into the archive waits. */
    static final Setting<Duration> ARCHIVE_BATCH_DELAY = Setting.duration(
                    "SPLITSTREAM_JOBS_ARCHIVE_BATCH_DELAY",
                    "How long a row waits for its batch to fill, at most.",
                    Duration.ofMillis(50),
                    Duration.ofSeconds(10))
            .orElse("500ms");

    /** Within which copies are known. */
    static final Setting<Duration> DEDUPE_WINDOW = Setting.duration(
                    "SPLITSTREAM_JOBS_DEDUPE_WINDOW",
                    "Log time within which a copy of an event is known for one; each identity takes about 16 bytes for so"
                            + " long. Kafka should keep events longer.",
                    StateLifetimes.SHORTEST_IDENTITIES,
                    StateLifetimes.LONGEST_IDENTITIES)
            .orElse("7d");

    /** When events count no more. */
    static final Setting<Duration> LATENESS = Setting.duration(
                    "SPLITSTREAM_JOBS_LATENESS",
                    "An event logged longer than this after its timestamp is archived as late and is in no metric; at most"
                            + " SPLITSTREAM_JOBS_DEDUPE_WINDOW. To change it, stop all jobs first: each marks what it reads. While"
                            + " experiments run it may only be lowered: sessions that were settled cannot be joined any more.",
                    Lateness.SHORTEST,
                    Lateness.LONGEST)
            .orElse("7d");

    /** How long users are kept. */
    static final Setting<Duration> USERS_KEPT = Setting.duration(
                    "SPLITSTREAM_JOBS_USERS_KEPT",
                    "How long the users of an experiment are kept after its completion; what they added up to stays, and"
                            + " nothing of theirs counts from then on.",
                    StateLifetimes.SHORTEST_USERS,
                    StateLifetimes.LONGEST_USERS)
            .orElse("30d");

    /** What clicks say of frustration. */
    static final Setting<Integer> RAGE_WEIGHT =
            weight("RAGE", "a burst of rage clicks", FrustrationWeights.USUAL.rage());

    static final Setting<Integer> DEAD_WEIGHT = weight("DEAD", "a dead click", FrustrationWeights.USUAL.dead());
    static final Setting<Integer> ERROR_WEIGHT = weight("ERROR", "an error click", FrustrationWeights.USUAL.error());

    private static final List<Setting<?>> DECLARED = List.of(
            SharedSettings.KAFKA_BOOTSTRAP_SERVERS,
            SharedSettings.CLICKHOUSE_URL,
            SharedSettings.CLICKHOUSE_USER,
            SharedSettings.CLICKHOUSE_PASSWORD,
            PARALLELISM,
            CHECKPOINT_DIR,
            CHECKPOINT_INTERVAL,
            ACCEPT_MISSING_EVENTS,
            STATE_ON_DISK,
            ARCHIVE_BATCH_ROWS,
            ARCHIVE_BATCH_DELAY,
            DEDUPE_WINDOW,
            LATENESS,
            USERS_KEPT,
            RAGE_WEIGHT,
            DEAD_WEIGHT,
            ERROR_WEIGHT);

    /**
     * Reads the settings.
     *
     * @throws io.splitstream.contracts.settings.SettingsException naming everything that is missing or out of bounds
     */
    public static JobSettings load(Map<String, String> environment) {
        Settings settings = Settings.load(environment, DECLARED);
        return new JobSettings(
                settings.get(SharedSettings.KAFKA_BOOTSTRAP_SERVERS),
                new ClickHouseAddress(
                        settings.get(SharedSettings.CLICKHOUSE_URL),
                        settings.get(SharedSettings.CLICKHOUSE_USER),
                        settings.get(SharedSettings.CLICKHOUSE_PASSWORD)),
                settings.get(PARALLELISM),
                settings.get(CHECKPOINT_DIR),
                settings.get(CHECKPOINT_INTERVAL),
                settings.get(ACCEPT_MISSING_EVENTS),
                settings.get(STATE_ON_DISK),
                settings.get(ARCHIVE_BATCH_ROWS),
                settings.get(ARCHIVE_BATCH_DELAY),
                lifetimes(settings),
                new FrustrationWeights(
                        settings.get(RAGE_WEIGHT) / PERCENT,
                        settings.get(DEAD_WEIGHT) / PERCENT,
                        settings.get(ERROR_WEIGHT) / PERCENT));
    }

    private static StateLifetimes lifetimes(Settings settings) {
        if (settings.get(LATENESS).compareTo(settings.get(DEDUPE_WINDOW)) > 0) {
            throw new SettingsException(List.of(LATENESS.name() + ": " + settings.get(LATENESS) + " (expected: at most "
                    + DEDUPE_WINDOW.name() + ", " + settings.get(DEDUPE_WINDOW) + ")"));
        }
        return new StateLifetimes(
                settings.get(DEDUPE_WINDOW), settings.get(USERS_KEPT), new Lateness(settings.get(LATENESS)));
    }

    private static Setting<Integer> weight(String kind, String what, double usual) {
        return Setting.integer(
                        "SPLITSTREAM_JOBS_FRUSTRATION_" + kind + "_PERCENT",
                        "What " + what + " weighs in the frustration score, in hundredths of a click.",
                        0,
                        10_000)
                .orElse(Integer.toString((int) (usual * PERCENT)));
    }
}
