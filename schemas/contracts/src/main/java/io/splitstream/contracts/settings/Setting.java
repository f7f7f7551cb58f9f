package io.splitstream.contracts.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting: an environment variable with its type, default, bounds and prose.
 *
 * <p>Immutable. A setting without a default is required.
 *
 * @param <T> the type of the parsed value
 */
public final class Setting<T> {
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private final String name;
    private final String description;
    private final String expected;
    private final @Nullable String defaultText;
    private final boolean secret;
    private final Function<String, Optional<T>> parser;

    private Setting(
            String name,
            String description,
            String expected,
            @Nullable String defaultText,
            boolean secret,
            Function<String, Optional<T>> parser) {
        this.name = name;
        this.description = description;
        this.expected = expected;
        this.defaultText = defaultText;
        this.secret = secret;
        this.parser = parser;
    }

    /** A text that is not blank. */
    public static Setting<String> text(String name, String description) {
        return new Setting<>(name, description, "a text", null, false, raw -> Optional.of(raw.strip())
                .filter(value -> !value.isEmpty()));
    }

    /** A text never shown in logs or messages, of at least {@code minimumLength} characters. */
    public static Setting<String> secret(String name, String description, int minimumLength) {
        String expected = minimumLength + " characters or more";
        return new Setting<>(name, description, expected, null, true, raw -> Optional.of(raw)
                .filter(value -> value.length() >= minimumLength));
    }

    /** A whole number from {@code minimum} to {@code maximum}, both included. */
    public static Setting<Integer> integer(String name, String description, int minimum, int maximum) {
        String expected = "a whole number from " + minimum + " to " + maximum;
        return new Setting<>(name, description, expected, null, false, raw -> {
            try {
                int value = Integer.parseInt(raw.strip());
                return value >= minimum && value <= maximum ? Optional.of(value) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** A duration such as {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d}, within the bounds. */
    public static Setting<Duration> duration(String name, String description, Duration minimum, Duration maximum) {
        String expected = "a duration from " + DurationText.write(minimum) + " to " + DurationText.write(maximum);
        return new Setting<>(name, description, expected, null, false, raw -> DurationText.read(raw)
                .filter(value -> value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0));
    }

    /** One of a few words. */
    public static Setting<String> choice(String name, String description, List<String> words) {
        String expected = "one of " + String.join(", ", words);
        return new Setting<>(name, description, expected, null, false, raw -> Optional.of(raw.strip())
                .filter(words::contains));
    }

    /** Words by texts that have no comma and end at the last {@code =}, as {@code text=word,text=word}; or none. */
    public static Setting<Map<String, String>> words(String name, String description) {
        return new Setting<>(name, description, "text=word, with commas between", null, false, raw -> {
            Map<String, String> words = new LinkedHashMap<>();
            for (String pair : raw.isBlank() ? new String[0] : raw.split(",", -1)) {
                int end = pair.lastIndexOf('=');
                String text = end < 0 ? "" : pair.substring(0, end).strip();
                String word = pair.substring(end + 1).strip();
                if (text.isEmpty() || !WORD.matcher(word).matches() || words.put(text, word) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(Map.copyOf(words));
        });
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, String description) {
        return new Setting<>(name, description, "true or false", null, false, raw -> switch (raw.strip()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** An address with one of the schemes, such as {@code https://host/path}. */
    public static Setting<URI> address(String name, String description, Set<String> schemes) {
        String expected = "a URL with " + String.join(", ", new TreeSet<>(schemes));
        return new Setting<>(name, description, expected, null, false, raw -> {
            try {
                URI address = new URI(raw.strip());
                return schemes.contains(address.getScheme()) ? Optional.of(address) : Optional.empty();
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    /** This setting, which need not be set. */
    public Setting<Optional<T>> optional() {
        return new Setting<>(name, description, expected, "", secret, raw -> {
            Optional<T> parsed = raw.isEmpty() ? Optional.empty() : parser.apply(raw);
            return raw.isEmpty() || parsed.isPresent() ? Optional.of(parsed) : Optional.empty();
        });
    }

    /** This setting with a default, written as it would be in the environment. */
    public Setting<T> orElse(String text) {
        if (parser.apply(text).isEmpty()) {
            throw new IllegalArgumentException(name + ": default " + text + " (expected: " + expected + ")");
        }
        return new Setting<>(name, description, expected, text, secret, parser);
    }

    /** The environment variable's name. */
    public String name() {
        return name;
    }

    /** What the setting does, a sentence or two. */
    public String description() {
        return description;
    }

    /** The bounds, in words. */
    public String expected() {
        return expected;
    }

    /** The default as text; empty if the setting is required. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    Optional<T> parse(String raw) {
        return parser.apply(raw);
    }

    String shown(String raw) {
        return secret ? "(hidden, " + raw.length() + " characters)" : raw;
    }
}
