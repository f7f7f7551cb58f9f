package io.splitstream.api.study;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When what happened to a session.
 *
 * @param pauses in their order, not overlapping
 * @param lastActiveAt when the API last heard of the tester
 */
public record SessionTimes(
        Instant startedAt,
        List<Pause> pauses,
        Instant lastActiveAt,
        @Nullable Instant completedAt) {
    public SessionTimes {
        pauses = List.copyOf(pauses);
    }

    static SessionTimes started(Instant at) {
        return new SessionTimes(at, List.of(), at, null);
    }

    SessionTimes paused(Instant at) {
        List<Pause> more = new ArrayList<>(pauses);
        more.add(new Pause(at, null));
        return new SessionTimes(startedAt, more, at, completedAt);
    }

    SessionTimes resumed(Instant at) {
        List<Pause> ended = new ArrayList<>(pauses);
        Pause last = ended.remove(ended.size() - 1);
        ended.add(new Pause(last.from(), at));
        return new SessionTimes(startedAt, ended, at, completedAt);
    }

    SessionTimes completed(Instant at) {
        return new SessionTimes(startedAt, pauses, lastActiveAt, at);
    }

    SessionTimes activeAt(Instant at) {
        return new SessionTimes(startedAt, pauses, at.isAfter(lastActiveAt) ? at : lastActiveAt, completedAt);
    }

    /** From start to completion, pauses left out, in whole seconds; empty until completed. */
    public OptionalLong durationSeconds() {
        Instant end = completedAt;
        if (end == null) {
            return OptionalLong.empty();
        }
        Duration rest = pauses.stream().map(pause -> pause.before(end)).reduce(Duration.ZERO, Duration::plus);
        return OptionalLong.of(Duration.between(startedAt, end).minus(rest).toSeconds());
    }
}
