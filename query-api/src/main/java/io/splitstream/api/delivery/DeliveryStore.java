package io.splitstream.api.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where channels and deliveries are kept. Calls block; they throw
 * {@link io.splitstream.api.platform.UnavailableException} while the store cannot be reached.
 */
public interface DeliveryStore {
    /**
     * Keeps a channel.
     *
     * @return false if the workspace has {@code most} open channels of the owner already
     */
    boolean add(Channel channel, int most);

    /** Open and closed channels of an owner, oldest first. */
    List<Channel> channels(String workspaceId, String owner);

    Optional<Channel> channel(String workspaceId, String owner, String channelId);

    /** Removes a channel with its log. */
    boolean remove(String workspaceId, String owner, String channelId);

    /** Closes a channel and ends what waits for it. */
    void close(String channelId, String because, Instant now);

    /** Puts a message in the queue, unless it is or was there for the same channel or address. */
    void enqueue(Queued delivery, Instant now);

    /**
     * A delivery to queue.
     *
     * @param channelId null for an address without a channel
     */
    record Queued(
            String messageId,
            @Nullable String channelId,
            Channel.Kind kind,
            String target,
            String type,
            String subject,
            String body) {}

    /**
     * Takes deliveries that are due, for a while: one whose courier dies comes up again after it.
     *
     * @param most how many
     */
    List<Delivery> claim(int most, Instant now, Duration lease);

    /**
     * Notes what came of an attempt.
     *
     * @param nextAttemptAt when to try again; null if it is over
     */
    void note(Delivery delivery, Attempt attempt, @Nullable Instant nextAttemptAt, Instant now);

    /** A channel's deliveries, newest first. */
    List<Delivery.Logged> log(String channelId, int limit, int offset);

    /** One of a channel's deliveries. */
    Optional<Delivery.Logged> logged(String channelId, long deliveryId);

    /**
     * Queues a delivery of a channel that is over once more, with all of its attempts.
     *
     * @return false if it is not over
     */
    boolean again(String channelId, long deliveryId, Instant now);

    /** Forgets what was over before a time. */
    void forget(Instant finishedBefore);
}
