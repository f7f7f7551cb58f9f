package io.splitstream.api.surface.live;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.platform.Workers;
import io.splitstream.api.surface.Callers;
import io.splitstream.api.surface.Surface;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The live streams of all experiments that somebody watches. Each is read once a second, on a pool of workers, for
 * all its viewers together, or as often as its turn comes where many are watched; one that nobody watches is not read.
 */
public final class LiveStreams implements AutoCloseable {
    private static final long PERIOD_MILLIS = 1_000;
    private static final int MOST_VIEWERS = 2_000;
    /** Half of the threads that all reads share: whoever asks finds others. */
    private static final int AT_ONCE = 8;

    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.CREW);

    private final Workers workers;
    private final Callers callers;
    private final Clock clock;
    private final Context loop;
    // All that follows is touched on the loop only.
    private final Map<Key, Channel> channels = new HashMap<>();
    private final Set<Key> waiting = new LinkedHashSet<>();
    private final Set<Key> beingRead = new HashSet<>();
    private int viewers;

    public LiveStreams(Vertx vertx, Workers workers, Callers callers, Clock clock) {
        this.workers = workers;
        this.callers = callers;
        this.clock = clock;
        this.loop = vertx.getOrCreateContext();
        vertx.setPeriodic(PERIOD_MILLIS, timer -> loop.runOnContext(nothing -> readAll()));
    }

    private record Key(LiveSource source, String workspaceId, String experimentId) {}

    /** Serves {@code GET …/:experimentId/stream}. */
    public void handle(RoutingContext context, LiveSource source, Surface surface) {
        Outcome<Principal> admitted = callers.admit(context.request(), READERS);
        if (admitted instanceof Outcome.Refused<Principal> refused) {
            surface.refused(refused.refusal()).send(context.response());
            return;
        }
        Principal caller = ((Outcome.Done<Principal>) admitted).value();
        Key key = new Key(source, caller.workspaceId(), context.pathParam("experimentId"));
        loop.runOnContext(nothing -> {
            Channel channel = channels.get(key);
            if (viewers >= MOST_VIEWERS) {
                surface.failed(503, new UnavailableException("Too many are watching; try again later.", null))
                        .send(context.response());
            } else if (channel == null) {
                openFirst(context, key, caller, surface);
            } else {
                open(context, key, caller, channel);
            }
        });
    }

    /** Ends all streams. */
    @Override
    public void close() {
        loop.runOnContext(nothing -> {
            channels.values().forEach(Channel::end);
            channels.clear();
        });
    }

    private void openFirst(RoutingContext context, Key key, Principal caller, Surface surface) {
        Future.fromCompletionStage(workers.run(() -> key.source().current(key.workspaceId(), key.experimentId())), loop)
                .onFailure(failure -> surface.failed(500, failure).send(context.response()))
                .onSuccess(first -> {
                    if (first instanceof Outcome.Refused<JsonObject> refused) {
                        surface.refused(refused.refusal()).send(context.response());
                    } else if (first instanceof Outcome.Done<JsonObject> done) {
                        Channel channel = channels.computeIfAbsent(
                                key, missing -> new Channel(UUID.randomUUID().toString(), done.value()));
                        open(context, key, caller, channel);
                    }
                });
    }

    private void open(RoutingContext context, Key key, Principal caller, Channel channel) {
        HttpServerResponse response = context.response();
        Channel.Viewer viewer = new Channel.Viewer(response, caller.expiresAt());
        viewers++;
        response.exceptionHandler(failure -> {});
        response.endHandler(nothing -> loop.runOnContext(ended -> leave(key, channel, viewer)));
        response.closeHandler(nothing -> loop.runOnContext(ended -> leave(key, channel, viewer)));
        response.setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store")
                // Compression would hold frames back.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        channel.add(viewer, context.request().getHeader("last-event-id"));
        if (response.closed()) {
            leave(key, channel, viewer);
        }
    }

    private void leave(Key key, Channel channel, Channel.Viewer viewer) {
        if (channel.remove(viewer)) {
            viewers--;
        }
        if (channel.isEmpty()) {
            channels.remove(key, channel);
        }
    }

    private void readAll() {
        channels.keySet().stream().filter(key -> !beingRead.contains(key)).forEach(waiting::add);
        readNext();
    }

    /** Reads as many as may be read at once, those first that wait longest. */
    private void readNext() {
        Iterator<Key> next = waiting.iterator();
        while (beingRead.size() < AT_ONCE && next.hasNext()) {
            Key key = next.next();
            next.remove();
            if (channels.containsKey(key)) {
                read(key);
            }
        }
    }

    private void read(Key key) {
        beingRead.add(key);
        Future.fromCompletionStage(workers.run(() -> key.source().current(key.workspaceId(), key.experimentId())), loop)
                .onComplete(read -> {
                    beingRead.remove(key);
                    loop.runOnContext(nothing -> readNext());
                    Channel channel = channels.get(key);
                    if (channel == null) {
                        return;
                    }
                    channel.expire(clock.instant());
                    // While the stores are away viewers keep what they have.
                    if (read.succeeded() && read.result() instanceof Outcome.Done<JsonObject> done) {
                        channel.publish(done.value());
                    }
                });
    }
}
