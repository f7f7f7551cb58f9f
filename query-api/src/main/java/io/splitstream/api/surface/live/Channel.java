package io.splitstream.api.surface.live;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The viewers of one experiment and the frames they are sent. Confined to one event loop.
 *
 * <p>A viewer gets a whole snapshot first and then deltas, each with an id. Whoever comes back with the id of a frame
 * still kept gets the deltas since; anyone else a snapshot. A viewer that does not read fast enough is left out until
 * it has caught up, and then gets a snapshot.
 */
final class Channel {
    private static final int KEPT = 60;

    private final String run;
    private final Deque<Frame> recent = new ArrayDeque<>();
    private final Set<Viewer> viewers = new HashSet<>();
    private JsonObject current;
    private long sequence;

    /**
     * @param run tells the frames of this channel from those of any other, also one before it of the same experiment
     */
    Channel(String run, JsonObject first) {
        this.run = run;
        this.current = first;
    }

    /** A delta. */
    private record Frame(long sequence, String text) {}

    /** Somebody who watches, for as long as the token holds. */
    static final class Viewer {
        private final HttpServerResponse response;
        private final Instant until;
        private boolean leftOut;

        Viewer(HttpServerResponse response, Instant until) {
            this.response = response;
            this.until = until;
        }
    }

    /**
     * Adds a viewer and sends what it lacks.
     *
     * @param lastId of the last frame it got; null if it got none
     */
    void add(Viewer viewer, @Nullable String lastId) {
        viewers.add(viewer);
        Long since = sequenceOf(lastId);
        if (since == null || since > sequence || (since < sequence && !isKept(since + 1))) {
            write(viewer, snapshot());
            return;
        }
        recent.stream().filter(frame -> frame.sequence() > since).forEach(frame -> write(viewer, frame.text()));
    }

    /** Whether the viewer was there. */
    boolean remove(Viewer viewer) {
        return viewers.remove(viewer);
    }

    boolean isEmpty() {
        return viewers.isEmpty();
    }

    /** Sends everybody what changed; a comment if nothing did, so that connections are known to live. */
    void publish(JsonObject next) {
        JsonObject delta = MergePatch.between(current, next);
        current = next;
        if (delta.isEmpty()) {
            viewers.forEach(viewer -> write(viewer, ":\n\n"));
            return;
        }
        Frame frame = new Frame(++sequence, frame("delta", delta));
        recent.addLast(frame);
        if (recent.size() > KEPT) {
            recent.removeFirst();
        }
        viewers.forEach(viewer -> write(viewer, frame.text()));
    }

    /** Ends the streams of those whose token no longer holds. */
    void expire(Instant now) {
        viewers.stream()
                .filter(viewer -> viewer.until.isBefore(now) && !viewer.response.ended())
                .forEach(viewer -> viewer.response.end());
    }

    /** Ends all streams. */
    void end() {
        viewers.forEach(viewer -> viewer.response.end());
    }

    private void write(Viewer viewer, String text) {
        if (viewer.response.closed() || viewer.response.ended()) {
            return;
        }
        if (viewer.response.writeQueueFull()) {
            viewer.leftOut = true;
        } else if (viewer.leftOut) {
            viewer.leftOut = false;
            viewer.response.write(snapshot());
        } else {
            viewer.response.write(text);
        }
    }

    private String snapshot() {
        return frame("snapshot", current);
    }

    private String frame(String event, JsonObject data) {
        return "id: " + run + "-" + sequence + "\nevent: " + event + "\ndata: " + data.encode() + "\n\n";
    }

    private boolean isKept(long wanted) {
        Frame oldest = recent.peekFirst();
        return oldest != null && oldest.sequence() <= wanted;
    }

    private @Nullable Long sequenceOf(@Nullable String id) {
        if (id == null || !id.startsWith(run + "-")) {
            return null;
        }
        try {
            return Long.valueOf(id.substring(run.length() + 1));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
