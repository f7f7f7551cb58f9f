package io.splitstream.api.platform;

import io.splitstream.contracts.settings.Setting;
import io.splitstream.contracts.settings.Settings;
import io.splitstream.contracts.settings.SettingsException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of site testing.
 *
 * @param key that opens a workspace from the start; empty for none
 * @param keyWorkspace which workspace that is
 * @param plans in lower case, by workspace; everybody else has the largest
 * @param scripts where browsers get sites' scripts; empty for the collector's own address
 * @param browser Chromium, which draws pages; empty for none
 * @param generator the language model that makes variants; empty for the rules that are built in
 */
public record SiteTestingSettings(
        Optional<String> key,
        String keyWorkspace,
        Map<String, String> plans,
        Optional<String> scripts,
        Optional<Path> browser,
        Optional<StudySettings.ChatModel> generator) {
    private static final String NONE = "none";
    private static final Set<String> PLANS = Set.of("starter", "pro", "enterprise");

    private static final Setting<String> KEY = Setting.secret(
                    "SPLITSTREAM_ABTESTBOT_KEY",
                    "A key (sk_live_ and 24 or more random characters) that opens SPLITSTREAM_ABTESTBOT_KEY_WORKSPACE"
                            + " from the start; or none.",
                    4)
            .orElse(NONE);
    private static final Setting<String> KEY_WORKSPACE = Setting.text(
                    "SPLITSTREAM_ABTESTBOT_KEY_WORKSPACE", "The workspace of SPLITSTREAM_ABTESTBOT_KEY.")
            .orElse("dev");
    private static final Setting<String> PLAN_LIST = Setting.text(
                    "SPLITSTREAM_PLANS",
                    "Workspaces on the plans starter and pro, such as acme=starter,globex=pro; everybody else is on"
                            + " enterprise; or none.")
            .orElse(NONE);
    private static final Setting<String> SCRIPTS = Setting.text(
                    "SPLITSTREAM_SCRIPT_URL",
                    "Where browsers get sites' scripts and send events, such as https://edge.example.com; or none, for"
                            + " SPLITSTREAM_EDGE_URL.")
            .orElse(NONE);

    private static final Setting<String> BROWSER = Setting.text(
                    "SPLITSTREAM_CHROMIUM",
                    "The Chromium that draws ideas as screenshots, by its path; auto for the one that is installed, none"
                            + " for none.")
            .orElse("auto");
    private static final Setting<String> GENERATOR_URL = Setting.text(
                    "SPLITSTREAM_GENERATOR_URL",
                    "An endpoint of OpenAI's chat completions that makes variants from plain English, such as"
                            + " https://host/v1; or none, for the rules that are built in.")
            .orElse(NONE);
    private static final Setting<String> GENERATOR_KEY = Setting.text(
                    "SPLITSTREAM_GENERATOR_KEY", "The bearer token of SPLITSTREAM_GENERATOR_URL; or none.")
            .orElse(NONE);
    private static final Setting<String> GENERATOR_MODEL = Setting.text(
                    "SPLITSTREAM_GENERATOR_MODEL", "The model that SPLITSTREAM_GENERATOR_URL shall use.")
            .orElse("gpt-4o-mini");
    private static final Setting<Duration> GENERATOR_PATIENCE = Setting.duration(
                    "SPLITSTREAM_GENERATOR_PATIENCE",
                    "How long the generator may take for one answer before the rules make the variant.",
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1))
            .orElse("20s");
    private static final List<String> USUAL_BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium");

    static final List<Setting<?>> DECLARED = List.of(
            KEY,
            KEY_WORKSPACE,
            PLAN_LIST,
            SCRIPTS,
            BROWSER,
            GENERATOR_URL,
            GENERATOR_KEY,
            GENERATOR_MODEL,
            GENERATOR_PATIENCE);

    public SiteTestingSettings {
        plans = Map.copyOf(plans);
    }

    static SiteTestingSettings of(Settings settings) {
        String key = settings.get(KEY);
        if (!key.equals(NONE) && !key.matches("sk_live_[A-Za-z0-9_-]{24,192}")) {
            throw new SettingsException(List.of(
                    "SPLITSTREAM_ABTESTBOT_KEY: no key (expected: sk_live_ and 24 to 192 letters, digits, _ and -)"));
        }
        return new SiteTestingSettings(
                key.equals(NONE) ? Optional.empty() : Optional.of(key),
                settings.get(KEY_WORKSPACE),
                plans(settings.get(PLAN_LIST)),
                Optional.of(settings.get(SCRIPTS)).filter(text -> !text.equals(NONE)),
                browser(settings.get(BROWSER)),
                generator(settings));
    }

    private static Optional<StudySettings.ChatModel> generator(Settings settings) {
        String url = settings.get(GENERATOR_URL);
        String key = settings.get(GENERATOR_KEY);
        return url.equals(NONE)
                ? Optional.empty()
                : Optional.of(new StudySettings.ChatModel(
                        URI.create(url),
                        key.equals(NONE) ? "" : key,
                        settings.get(GENERATOR_MODEL),
                        settings.get(GENERATOR_PATIENCE)));
    }

    private static Optional<Path> browser(String setting) {
        return switch (setting) {
            case NONE -> Optional.empty();
            case "auto" ->
                USUAL_BROWSERS.stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst();
            default -> Optional.of(Path.of(setting));
        };
    }

    private static Map<String, String> plans(String text) {
        Map<String, String> plans = new HashMap<>();
        List<String> problems = new ArrayList<>();
        if (!text.equals(NONE)) {
            for (String entry : text.split(",", -1)) {
                String[] parts = entry.strip().split("=", 2);
                String plan = parts.length == 2 ? parts[1].strip().toLowerCase(Locale.ROOT) : "";
                if (!PLANS.contains(plan) || parts[0].isBlank()) {
                    problems.add("SPLITSTREAM_PLANS: " + entry
                            + " (expected: WORKSPACE=PLAN with starter, pro or enterprise)");
                }
                plans.put(parts[0].strip(), plan);
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return plans;
    }

    @Override
    public String toString() {
        return "SiteTestingSettings(plans " + plans + ", scripts " + scripts + ")";
    }
}
