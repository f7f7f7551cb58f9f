package io.splitstream.api.results;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The windows that events are counted by. */
public enum WindowSize {
    TEN_SECONDS("10s", Duration.ofSeconds(10)),
    ONE_MINUTE("1m", Duration.ofMinutes(1)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    ONE_HOUR("1h", Duration.ofHours(1));

    private final String word;
    private final Duration length;

    WindowSize(String word, Duration length) {
        this.word = word;
        this.length = length;
    }

    /** The size of a word on the wire. */
    public static Optional<WindowSize> named(String word) {
        return Arrays.stream(values()).filter(size -> size.word.equals(word)).findFirst();
    }

    /** The word on the wire, which ends the name of the view too. */
    public String word() {
        return word;
    }

    public Duration length() {
        return length;
    }
}
