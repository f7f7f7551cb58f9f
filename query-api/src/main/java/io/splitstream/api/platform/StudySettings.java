package io.splitstream.api.platform;

import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of studies.
 *
 * @param cronSecret of the scheduler that calls the cron route
 * @param analyser the language model that analyses sessions; empty for the rules that are built in
 * @param payouts who is told of payouts; empty for the log
 */
public record StudySettings(String cronSecret, Optional<ChatModel> analyser, Optional<PayoutHook> payouts) {
    private static final String NONE = "none";
    private static final String NO_SECRET = "none-without-url";
    private static final Setting<String> CRON_SECRET =
            Setting.secret("SPLITSTREAM_CRON_SECRET", "What a scheduler sends as bearer token to the cron routes.", 16);
    private static final Setting<String> ANALYSER_URL = Setting.text(
                    "SPLITSTREAM_ANALYSER_URL",
                    "An endpoint of OpenAI's chat completions that analyses sessions, such as https://host/v1; or none,"
                            + " for the rules that are built in.")
            .orElse(NONE);
    private static final Setting<String> ANALYSER_KEY = Setting.text(
                    "SPLITSTREAM_ANALYSER_KEY", "The bearer token of SPLITSTREAM_ANALYSER_URL; or none.")
            .orElse(NONE);
    private static final Setting<String> ANALYSER_MODEL = Setting.text(
                    "SPLITSTREAM_ANALYSER_MODEL", "The model that SPLITSTREAM_ANALYSER_URL shall use.")
            .orElse("gpt-4o-mini");
    private static final Setting<Duration> ANALYSER_PATIENCE = Setting.duration(
                    "SPLITSTREAM_ANALYSER_PATIENCE",
                    "How long the analyser may take for one answer before it is asked again.",
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(2))
            .orElse("30s");

    private static final Setting<String> PAYOUT_URL = Setting.text(
                    "SPLITSTREAM_PAYOUT_WEBHOOK_URL",
                    "Who pays testers, as a URL that is told of each payout; or none, for the log.")
            .orElse(NONE);
    private static final Setting<String> PAYOUT_SECRET = Setting.secret(
                    "SPLITSTREAM_PAYOUT_WEBHOOK_SECRET",
                    "What payouts are signed with: whsec_ and Base64 of 24 to 64 bytes.",
                    16)
            .orElse(NO_SECRET);

    static final List<Setting<?>> DECLARED = List.of(
            CRON_SECRET, ANALYSER_URL, ANALYSER_KEY, ANALYSER_MODEL, ANALYSER_PATIENCE, PAYOUT_URL, PAYOUT_SECRET);

    /** Who is told of payouts. */
    public record PayoutHook(URI url, String secret) {
        @Override
        public String toString() {
            return url.toString();
        }
    }

    /** A language model. */
    public record ChatModel(URI url, String key, String model, Duration patience) {
        @Override
        public String toString() {
            return model + " at " + url;
        }
    }

    static StudySettings of(Settings settings) {
        String url = settings.get(ANALYSER_URL);
        String key = settings.get(ANALYSER_KEY);
        Optional<ChatModel> analyser = url.equals(NONE)
                ? Optional.empty()
                : Optional.of(new ChatModel(
                        URI.create(url),
                        key.equals(NONE) ? "" : key,
                        settings.get(ANALYSER_MODEL),
                        settings.get(ANALYSER_PATIENCE)));
        return new StudySettings(settings.get(CRON_SECRET), analyser, payouts(settings));
    }

    private static Optional<PayoutHook> payouts(Settings settings) {
        String url = settings.get(PAYOUT_URL);
        String secret = settings.get(PAYOUT_SECRET);
        if (url.equals(NONE)) {
            return Optional.empty();
        }
        if (!secret.startsWith("whsec_")) {
            throw new SettingsException(
                    List.of("SPLITSTREAM_PAYOUT_WEBHOOK_SECRET: no secret (expected: whsec_ and Base64, for"
                            + " SPLITSTREAM_PAYOUT_WEBHOOK_URL is set)"));
        }
        return Optional.of(new PayoutHook(URI.create(url), secret));
    }

    @Override
    public String toString() {
        return "StudySettings(analyser " + analyser + ", payouts " + payouts + ")";
    }
}
