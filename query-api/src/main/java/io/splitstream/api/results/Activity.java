package io.splitstream.api.results;

import io.splitstream.api.platform.SharedAnswers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What comes in of an experiment, event by event and window by window, for people to look at. Asked of the archive at
 * most once in half a second for newest events, and in 2 s for what costs more, however many look. Safe for use by
 * several threads.
 */
public final class Activity {
    /** The most events that are shown at once. */
    public static final int MOST_EVENTS = 200;

    /** The newest windows are shown. */
    public static final int WINDOWS = 60;

    /** Older events are no recent ones: a bound on what has to be read. */
    public static final Duration RECENT = Duration.ofHours(1);

    private static final Duration FRESH = Duration.ofMillis(500);
    private static final Duration COSTLY_FRESH = Duration.ofSeconds(2);
    private static final int KEPT = 100;
    private static final int MOST_ATTRIBUTES = 50;

    private final ActivitySource source;
    private final SharedAnswers<List<String>, List<AcceptedEvent>> accepted;
    private final SharedAnswers<List<String>, List<RejectedEvent>> rejected;
    private final SharedAnswers<List<String>, List<WindowCount>> windows;
    private final SharedAnswers<List<String>, Map<String, Long>> attributes;

    public Activity(ActivitySource source, Clock clock) {
        this.source = source;
        this.accepted = new SharedAnswers<>(clock, FRESH, KEPT);
        this.rejected = new SharedAnswers<>(clock, FRESH, KEPT);
        this.windows = new SharedAnswers<>(clock, COSTLY_FRESH, KEPT);
        this.attributes = new SharedAnswers<>(clock, COSTLY_FRESH, KEPT);
    }

    /** The newest events of the last hour, newest first, each identity once. */
    public List<AcceptedEvent> accepted(String workspaceId, String experimentId, int most) {
        return newest(
                accepted.get(
                        List.of(workspaceId, experimentId),
                        before -> source.accepted(workspaceId, experimentId, RECENT, MOST_EVENTS)),
                most);
    }

    /** The newest refusals of the last hour, newest first. */
    public List<RejectedEvent> rejected(String workspaceId, String experimentId, int most) {
        return newest(
                rejected.get(
                        List.of(workspaceId, experimentId),
                        before -> source.rejected(workspaceId, experimentId, RECENT, MOST_EVENTS)),
                most);
    }

    /** The newest windows, oldest first. */
    public List<WindowCount> windows(String workspaceId, String experimentId, WindowSize size) {
        return windows.get(
                List.of(workspaceId, experimentId, size.word()),
                before -> source.windows(workspaceId, experimentId, size, WINDOWS));
    }

    /** Attributes that assigned users have, with how many have each; the commonest first. */
    public Map<String, Long> attributes(String workspaceId, String experimentId) {
        return attributes.get(
                List.of(workspaceId, experimentId),
                before -> source.attributes(workspaceId, experimentId, MOST_ATTRIBUTES));
    }

    private static <T> List<T> newest(List<T> found, int most) {
        return found.subList(0, Math.min(most, found.size()));
    }
}
