package io.splitstream.api.delivery;

import io.splitstream.api.delivery.Channel.Kind;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The use cases on channels and messages. Calls block. Safe for use by several threads. */
public final class Deliveries {
    /** Open channels that a workspace may have of one owner. */
    public static final int MOST_CHANNELS = 20;

    private static final int LONGEST_ADDRESS = 254;
    private static final Duration LOG_KEPT = Duration.ofDays(30);

    private final DeliveryStore store;
    private final UrlCheck urls;
    private final Supplier<String> newSecret;
    private final Clock clock;

    /**
     * @param newSecret makes a webhook's secret
     */
    public Deliveries(DeliveryStore store, UrlCheck urls, Supplier<String> newSecret, Clock clock) {
        this.store = store;
        this.urls = urls;
        this.newSecret = newSecret;
        this.clock = clock;
    }

    /** Looks at a webhook's URL. */
    @FunctionalInterface
    public interface UrlCheck {
        /** What is wrong; empty if nothing is. */
        Optional<String> problem(String url);
    }

    /** Opens a channel; its secret, if it has one, is to be shown this once. */
    public Outcome<Channel> open(String workspaceId, String owner, Kind kind, String target, List<String> topics) {
        String problem = kind == Kind.WEBHOOK ? urls.problem(target).orElse(null) : addressProblem(target);
        if (problem != null) {
            return Outcome.refused(
                    Refusal.Kind.VALIDATION_ERROR, (kind == Kind.WEBHOOK ? "url: " : "address: ") + problem);
        }
        Channel channel = new Channel(
                "ch_" + UUID.randomUUID().toString().replace("-", ""),
                workspaceId,
                owner,
                kind,
                target,
                kind == Kind.WEBHOOK ? newSecret.get() : null,
                topics,
                now(),
                null);
        return store.add(channel, MOST_CHANNELS)
                ? Outcome.done(channel)
                : Outcome.refused(
                        Refusal.Kind.CONFLICT,
                        "The workspace has " + MOST_CHANNELS + " open channels already; delete one first.");
    }

    public List<Channel> channels(String workspaceId, String owner) {
        return store.channels(workspaceId, owner);
    }

    public Outcome<Channel> remove(String workspaceId, String owner, String channelId) {
        return found(workspaceId, owner, channelId).then(channel -> {
            store.remove(workspaceId, owner, channelId);
            return Outcome.done(channel);
        });
    }

    /** Closes a channel: nothing is sent any more, and its log stays. */
    public Outcome<Channel> close(String workspaceId, String owner, String channelId, String because) {
        return found(workspaceId, owner, channelId).map(channel -> {
            if (channel.closedBecause() == null) {
                store.close(channelId, because, now());
            }
            return channel;
        });
    }

    /**
     * Has a message that was delivered, or given up, sent again under its id.
     *
     * @return the delivery as it is now; refused if it waits to be sent anyway, or if the channel is closed
     */
    public Outcome<Delivery.Logged> replay(String workspaceId, String owner, String channelId, long deliveryId) {
        return found(workspaceId, owner, channelId).then(channel -> {
            if (store.logged(channelId, deliveryId).isEmpty()) {
                return Outcome.refused(
                        Refusal.Kind.NOT_FOUND,
                        "The channel has no delivery " + deliveryId + "; the log is kept for 30 days.");
            }
            boolean queued = channel.closedBecause() == null && store.again(channelId, deliveryId, now());
            return queued
                    ? store.logged(channelId, deliveryId).map(Outcome::done).orElseThrow()
                    : Outcome.refused(
                            Refusal.Kind.INVALID_STATE,
                            "The delivery waits to be sent already, or its channel is closed.");
        });
    }

    /** A channel's deliveries, newest first. */
    public Outcome<List<Delivery.Logged>> log(
            String workspaceId, String owner, String channelId, int limit, int offset) {
        return found(workspaceId, owner, channelId).map(channel -> store.log(channelId, limit, offset));
    }

    /** Queues a message for every open channel of an owner that wants its topic. */
    public void publish(String workspaceId, String owner, String topic, Message message) {
        for (Channel channel : store.channels(workspaceId, owner)) {
            if (channel.closedBecause() == null && channel.topics().contains(topic)) {
                store.enqueue(
                        new DeliveryStore.Queued(
                                message.id(),
                                channel.id(),
                                channel.kind(),
                                channel.target(),
                                message.type(),
                                message.subject(),
                                message.bodyFor(channel.kind())),
                        now());
            }
        }
    }

    /** Queues a mail to an address. */
    public void mail(String address, Message message) {
        store.enqueue(
                new DeliveryStore.Queued(
                        message.id(), null, Kind.MAIL, address, message.type(), message.subject(), message.text()),
                now());
    }

    /** Forgets the log of what was over 30 days ago. */
    public void forgetOld() {
        store.forget(now().minus(LOG_KEPT));
    }

    private Outcome<Channel> found(String workspaceId, String owner, String channelId) {
        return store.channel(workspaceId, owner, channelId)
                .map(Outcome::done)
                .orElseGet(() ->
                        Outcome.refused(Refusal.Kind.CHANNEL_NOT_FOUND, "There is no channel " + channelId + "."));
    }

    private static @Nullable String addressProblem(String address) {
        boolean plain = address.length() <= LONGEST_ADDRESS
                && address.matches("[^@\\s<>,;:\"\\\\()\\[\\]\\p{Cntrl}]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]");
        return plain ? null : "no address (expected: such as team@example.com)";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
