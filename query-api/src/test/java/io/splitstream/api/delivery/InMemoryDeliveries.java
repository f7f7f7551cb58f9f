package io.splitstream.api.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Channels and the queue in memory. */
public final class InMemoryDeliveries implements DeliveryStore {
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private static final class Entry {
        private final Queued queued;
        private final Instant createdAt;
        private String state = "pending";
        private int attempts;
        private @Nullable Instant next;
        private @Nullable Attempt last;
        private @Nullable Instant finished;

        Entry(Queued queued, Instant now) {
            this.queued = queued;
            this.createdAt = now;
            this.next = now;
        }
    }

    @Override
    public synchronized boolean add(Channel channel, int most) {
        long open = channels.values().stream()
                .filter(other -> other.workspaceId().equals(channel.workspaceId())
                        && other.owner().equals(channel.owner())
                        && other.closedBecause() == null)
                .count();
        return open < most && channels.putIfAbsent(channel.id(), channel) == null;
    }

    @Override
    public synchronized List<Channel> channels(String workspaceId, String owner) {
        return channels.values().stream()
                .filter(channel -> channel.workspaceId().equals(workspaceId)
                        && channel.owner().equals(owner))
                .toList();
    }

    @Override
    public Optional<Channel> channel(String workspaceId, String owner, String channelId) {
        return channels(workspaceId, owner).stream()
                .filter(channel -> channel.id().equals(channelId))
                .findFirst();
    }

    @Override
    public synchronized boolean remove(String workspaceId, String owner, String channelId) {
        entries.removeIf(entry -> channelId.equals(entry.queued.channelId()));
        return channels.remove(channelId) != null;
    }

    @Override
    public synchronized void close(String channelId, String because, Instant now) {
        channels.computeIfPresent(
                channelId,
                (id, open) -> new Channel(
                        id,
                        open.workspaceId(),
                        open.owner(),
                        open.kind(),
                        open.target(),
                        open.secret(),
                        open.topics(),
                        open.createdAt(),
                        because));
    }

    @Override
    public synchronized void enqueue(Queued delivery, Instant now) {
        boolean known = entries.stream()
                .anyMatch(entry -> entry.queued.messageId().equals(delivery.messageId())
                        && Objects.equals(entry.queued.channelId(), delivery.channelId())
                        && entry.queued.target().equals(delivery.target()));
        if (!known) {
            entries.add(new Entry(delivery, now));
        }
    }

    @Override
    public synchronized List<Delivery> claim(int most, Instant now, Duration lease) {
        List<Delivery> claimed = new ArrayList<>();
        for (int i = 0; i < entries.size() && claimed.size() < most; i++) {
            Entry entry = entries.get(i);
            Instant due = entry.next;
            if (entry.state.equals("pending") && due != null && !due.isAfter(now)) {
                entry.attempts++;
                entry.next = now.plus(lease);
                Channel channel = channels.get(entry.queued.channelId());
                claimed.add(new Delivery(
                        i,
                        entry.queued.messageId(),
                        entry.queued.channelId(),
                        entry.queued.kind(),
                        entry.queued.target(),
                        channel == null ? null : channel.secret(),
                        entry.queued.type(),
                        entry.queued.subject(),
                        entry.queued.body(),
                        entry.attempts));
            }
        }
        return claimed;
    }

    @Override
    public synchronized void note(Delivery delivery, Attempt attempt, @Nullable Instant nextAttemptAt, Instant now) {
        Entry entry = entries.get((int) delivery.id());
        entry.last = attempt;
        entry.next = nextAttemptAt;
        if (nextAttemptAt == null) {
            entry.state = attempt.result() == Attempt.Result.DELIVERED ? "delivered" : "failed";
            entry.finished = now;
        }
    }

    @Override
    public synchronized List<Delivery.Logged> log(String channelId, int limit, int offset) {
        List<Delivery.Logged> log = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (channelId.equals(entry.queued.channelId())) {
                Attempt last = entry.last;
                log.add(
                        0,
                        new Delivery.Logged(
                                i,
                                entry.queued.messageId(),
                                entry.queued.type(),
                                entry.state,
                                entry.attempts,
                                last == null ? null : last.status(),
                                last == null ? null : last.reason(),
                                entry.createdAt,
                                entry.next,
                                entry.finished));
            }
        }
        return log.stream().skip(offset).limit(limit).toList();
    }

    @Override
    public synchronized Optional<Delivery.Logged> logged(String channelId, long deliveryId) {
        return log(channelId, Integer.MAX_VALUE, 0).stream()
                .filter(entry -> entry.id() == deliveryId)
                .findFirst();
    }

    @Override
    public synchronized boolean again(String channelId, long deliveryId, Instant now) {
        Entry entry = entries.get((int) deliveryId);
        if (entry.state.equals("pending")) {
            return false;
        }
        entry.state = "pending";
        entry.attempts = 0;
        entry.next = now;
        entry.finished = null;
        return true;
    }

    @Override
    public void forget(Instant finishedBefore) {
        // Nothing in memory grows old.
    }
}
