package io.splitstream.contracts.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one process, read from the environment once and checked together. Immutable.
 *
 * <pre>{@code
 * Settings settings = Settings.load(System.getenv(), List.of(PORT, BIND_ADDRESS));
 * int port = settings.get(PORT);
 * }</pre>
 */
public final class Settings {
    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Reads every declared setting.
     *
     * @throws SettingsException naming every setting that is missing or out of bounds
     */
    public static Settings load(Map<String, String> environment, List<Setting<?>> declared) {
        Map<String, Object> values = new HashMap<>();
        List<String> errors = new ArrayList<>();
        for (Setting<?> setting : declared) {
            String raw = environment.get(setting.name());
            if (raw == null || raw.isEmpty()) {
                Optional<String> fallback = setting.defaultText();
                if (fallback.isEmpty()) {
                    errors.add(setting.name() + " is not set (expected: " + setting.expected() + "): "
                            + setting.description());
                    continue;
                }
                raw = fallback.get();
            }
            Optional<?> parsed = setting.parse(raw);
            if (parsed.isPresent()) {
                values.put(setting.name(), parsed.get());
            } else {
                errors.add(setting.name() + ": " + setting.shown(raw) + " (expected: " + setting.expected() + ")");
            }
        }
        if (!errors.isEmpty()) {
            throw new SettingsException(errors);
        }
        return new Settings(Map.copyOf(values));
    }

    /**
     * The value of a declared setting.
     *
     * @throws IllegalArgumentException if the setting was not declared when loading
     */
    @SuppressWarnings("unchecked") // a name is stored only with the value its own parser made
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.name());
        if (value == null) {
            throw new IllegalArgumentException(setting.name() + " was not declared to Settings.load");
        }
        return (T) value;
    }
}
