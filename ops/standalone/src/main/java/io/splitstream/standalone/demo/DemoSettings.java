package io.splitstream.standalone.demo;

import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The demo's settings.
 *
 * @param credentials file with the addresses and tokens of the stack
 * @param eventsPerSecond of all experiments together, once the first burst is over
 * @param burstUsers users that each experiment gets as fast as goes, so that it has an answer soon
 */
record DemoSettings(Path credentials, int eventsPerSecond, int burstUsers) {
    private static final Setting<String> CREDENTIALS =
            Setting.text("SPLITSTREAM_DEMO_CREDENTIALS", "File with the addresses and tokens of the stack.");
    private static final Setting<Integer> EVENTS_PER_SECOND = Setting.integer(
                    "SPLITSTREAM_DEMO_EVENTS_PER_SECOND",
                    "Events a second of all experiments together, after the first burst.",
                    1,
                    2000)
            .orElse("60");
    private static final Setting<Integer> BURST_USERS = Setting.integer(
                    "SPLITSTREAM_DEMO_BURST_USERS",
                    "Users that each experiment gets as fast as goes at first.",
                    0,
                    100_000)
            .orElse("3000");

    static DemoSettings load(Map<String, String> environment) {
        Settings settings = Settings.load(environment, List.of(CREDENTIALS, EVENTS_PER_SECOND, BURST_USERS));
        return new DemoSettings(
                Path.of(settings.get(CREDENTIALS)), settings.get(EVENTS_PER_SECOND), settings.get(BURST_USERS));
    }
}
