package io.splitstream.standalone;

import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import java.util.List;
import java.util.Map;

/**
 * What the supervisor reads from its environment. All of the environment is passed on to the processes, so that
 * each can be set up by its own variables; the supervisor adds addresses and secrets.
 *
 * @param eventPartitions of the topic of events, when it is first created
 * @param parallelism of each stream job
 * @param clickHouseUrl of a ClickHouse server; empty if the embedded one is wanted
 * @param clickHouseUser that reads and writes there
 * @param clickHousePassword that user's
 */
record StandaloneSettings(
        int eventPartitions, int parallelism, String clickHouseUrl, String clickHouseUser, String clickHousePassword) {
    private static final Setting<Integer> EVENT_PARTITIONS = Setting.integer(
                    "SPLITSTREAM_EVENT_PARTITIONS",
                    "Partitions of the topic of events; chosen when it is created, and never changed.",
                    1,
                    1024)
            .orElse("4");
    private static final Setting<Integer> PARALLELISM = Setting.integer(
                    "SPLITSTREAM_JOBS_PARALLELISM", "How many subtasks each step of a stream job has.", 1, 64)
            .orElse("2");
    private static final String NONE = "none";
    private static final Setting<String> CLICKHOUSE_URL = Setting.text(
                    "CLICKHOUSE_URL",
                    "A ClickHouse server's HTTP interface, to be used instead of the embedded one; or none.")
            .orElse(NONE);
    private static final Setting<String> CLICKHOUSE_USER = Setting.text(
                    "CLICKHOUSE_USER", "The user that reads and writes on that server.")
            .orElse("default");
    private static final Setting<String> CLICKHOUSE_PASSWORD = Setting.secret(
                    "CLICKHOUSE_PASSWORD", "The password of CLICKHOUSE_USER; needed with CLICKHOUSE_URL.", 8)
            .orElse("not-needed");

    /** Reads them. */
    static StandaloneSettings load(Map<String, String> environment) {
        Settings settings = Settings.load(
                environment,
                List.of(EVENT_PARTITIONS, PARALLELISM, CLICKHOUSE_URL, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD));
        String url = settings.get(CLICKHOUSE_URL);
        return new StandaloneSettings(
                settings.get(EVENT_PARTITIONS),
                settings.get(PARALLELISM),
                url.equals(NONE) ? "" : url,
                settings.get(CLICKHOUSE_USER),
                settings.get(CLICKHOUSE_PASSWORD));
    }

    @Override
    public String toString() {
        return "StandaloneSettings(partitions " + eventPartitions + ", parallelism " + parallelism + ")";
    }
}
