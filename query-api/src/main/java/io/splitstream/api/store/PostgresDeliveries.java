package io.splitstream.api.store;

import io.splitstream.api.delivery.Attempt;
import io.splitstream.api.delivery.Channel;
import io.splitstream.api.delivery.Delivery;
import io.splitstream.api.delivery.DeliveryStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Channels, the queue of deliveries and its log in PostgreSQL. */
public final class PostgresDeliveries implements DeliveryStore {
    private static final String CHANNEL =
            "SELECT id, workspace_id, owner, kind, target, secret, topics, created_at, closed_because FROM channels";

    private static final String LOGGED = "SELECT id, message_id, type, state, attempts, response_status, reason,"
            + " created_at, next_attempt_at, finished_at FROM deliveries";

    private final Database database;

    public PostgresDeliveries(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(Channel channel, int most) {
        return database.inTransaction(handle -> {
            // Of two at once, the second counts when the first is in.
            handle.createQuery("SELECT pg_advisory_xact_lock(hashtext(:lock)::bigint) IS NULL")
                    .bind("lock", "channels of " + channel.workspaceId() + " " + channel.owner())
                    .mapTo(Boolean.class)
                    .one();
            return handle.createUpdate("""
                                    INSERT INTO channels
                                        (id, workspace_id, owner, kind, target, secret, topics, created_at)
                                    SELECT :id, :workspace, :owner, :kind, :target, :secret, :topics, :now
                                    WHERE (SELECT count(*) FROM channels WHERE workspace_id = :workspace
                                        AND owner = :owner AND closed_because IS NULL) < :most
                                    """)
                            .bind("id", channel.id())
                            .bind("workspace", channel.workspaceId())
                            .bind("owner", channel.owner())
                            .bind("kind", channel.kind().word())
                            .bind("target", channel.target())
                            .bind("secret", channel.secret())
                            .bindArray("topics", String.class, channel.topics())
                            .bind("now", time(channel.createdAt()))
                            .bind("most", most)
                            .execute()
                    == 1;
        });
    }

    @Override
    public List<Channel> channels(String workspaceId, String owner) {
        return database.with(handle -> handle.createQuery(
                        CHANNEL + " WHERE workspace_id = :workspace AND owner = :owner ORDER BY position")
                .bind("workspace", workspaceId)
                .bind("owner", owner)
                .map((row, context) -> channel(row))
                .list());
    }

    @Override
    public Optional<Channel> channel(String workspaceId, String owner, String channelId) {
        return database.with(handle -> handle.createQuery(
                        CHANNEL + " WHERE workspace_id = :workspace AND owner = :owner AND id = :id")
                .bind("workspace", workspaceId)
                .bind("owner", owner)
                .bind("id", channelId)
                .map((row, context) -> channel(row))
                .findOne());
    }

    @Override
    public boolean remove(String workspaceId, String owner, String channelId) {
        return database.with(handle -> handle.createUpdate(
                                "DELETE FROM channels WHERE workspace_id = :workspace AND owner = :owner AND id = :id")
                        .bind("workspace", workspaceId)
                        .bind("owner", owner)
                        .bind("id", channelId)
                        .execute()
                == 1);
    }

    @Override
    public void close(String channelId, String because, Instant now) {
        database.inTransaction(handle -> {
            handle.createUpdate("UPDATE channels SET closed_because = :because WHERE id = :id")
                    .bind("because", because)
                    .bind("id", channelId)
                    .execute();
            return handle.createUpdate("""
                            UPDATE deliveries SET state = 'failed', next_attempt_at = NULL, finished_at = :now,
                                reason = 'the channel was closed'
                            WHERE channel_id = :id AND state = 'pending'
                            """)
                    .bind("id", channelId)
                    .bind("now", time(now))
                    .execute();
        });
    }

    @Override
    public void enqueue(Queued delivery, Instant now) {
        database.with(handle -> handle.createUpdate("""
                        INSERT INTO deliveries
                            (message_id, channel_id, kind, target, type, subject, body, next_attempt_at, created_at)
                        VALUES (:message, :channel, :kind, :target, :type, :subject, :body, :now, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("message", delivery.messageId())
                .bind("channel", delivery.channelId())
                .bind("kind", delivery.kind().word())
                .bind("target", delivery.target())
                .bind("type", delivery.type())
                .bind("subject", delivery.subject())
                .bind("body", delivery.body())
                .bind("now", time(now))
                .execute());
    }

    @Override
    public List<Delivery> claim(int most, Instant now, Duration lease) {
        return database.with(handle -> handle.createQuery("""
                        UPDATE deliveries d
                        SET attempts = d.attempts + 1, next_attempt_at = :until
                        FROM (
                            SELECT p.id, c.secret FROM deliveries p LEFT JOIN channels c ON c.id = p.channel_id
                            WHERE p.state = 'pending' AND p.next_attempt_at <= :now
                            ORDER BY p.next_attempt_at LIMIT :most FOR UPDATE OF p SKIP LOCKED
                        ) due
                        WHERE d.id = due.id
                        RETURNING d.id, d.message_id, d.channel_id, d.kind, d.target, due.secret, d.type, d.subject,
                            d.body, d.attempts
                        """)
                .bind("until", time(now.plus(lease)))
                .bind("now", time(now))
                .bind("most", most)
                .map((row, context) -> new Delivery(
                        row.getLong("id"),
                        row.getString("message_id"),
                        row.getString("channel_id"),
                        Channel.Kind.of(row.getString("kind")),
                        row.getString("target"),
                        row.getString("secret"),
                        row.getString("type"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getInt("attempts")))
                .list());
    }

    @Override
    public void note(Delivery delivery, Attempt attempt, @Nullable Instant nextAttemptAt, Instant now) {
        String state = attempt.result() == Attempt.Result.DELIVERED
                ? "delivered"
                : nextAttemptAt == null ? "failed" : "pending";
        database.with(handle -> handle.createUpdate("""
                        UPDATE deliveries SET state = :state, next_attempt_at = :next, response_status = :status,
                            reason = :reason, finished_at = :finished
                        WHERE id = :id AND attempts = :attempt AND state = 'pending'
                        """)
                .bind("state", state)
                .bind("next", nextAttemptAt == null ? null : time(nextAttemptAt))
                .bind("status", attempt.status())
                .bind("reason", attempt.reason())
                .bind("finished", nextAttemptAt == null ? time(now) : null)
                .bind("id", delivery.id())
                .bind("attempt", delivery.attempt())
                .execute());
    }

    @Override
    public List<Delivery.Logged> log(String channelId, int limit, int offset) {
        return database.with(handle -> handle.createQuery(
                        LOGGED + " WHERE channel_id = :channel ORDER BY id DESC LIMIT :limit OFFSET :offset")
                .bind("channel", channelId)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> logged(row))
                .list());
    }

    @Override
    public Optional<Delivery.Logged> logged(String channelId, long deliveryId) {
        return database.with(handle -> handle.createQuery(LOGGED + " WHERE channel_id = :channel AND id = :id")
                .bind("channel", channelId)
                .bind("id", deliveryId)
                .map((row, context) -> logged(row))
                .findOne());
    }

    @Override
    public boolean again(String channelId, long deliveryId, Instant now) {
        return database.with(handle -> handle.createUpdate("""
                                UPDATE deliveries SET state = 'pending', attempts = 0, next_attempt_at = :now,
                                    finished_at = NULL, reason = NULL, response_status = NULL
                                WHERE id = :id AND channel_id = :channel AND state <> 'pending'
                                """)
                        .bind("id", deliveryId)
                        .bind("channel", channelId)
                        .bind("now", time(now))
                        .execute())
                == 1;
    }

    private static Delivery.Logged logged(ResultSet row) throws SQLException {
        return new Delivery.Logged(
                row.getLong("id"),
                row.getString("message_id"),
                row.getString("type"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getObject("response_status", Integer.class),
                row.getString("reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "next_attempt_at"),
                instant(row, "finished_at"));
    }

    @Override
    public void forget(Instant finishedBefore) {
        database.with(handle -> handle.createUpdate("DELETE FROM deliveries WHERE finished_at < :before")
                .bind("before", time(finishedBefore))
                .execute());
    }

    private static Channel channel(ResultSet row) throws SQLException {
        return new Channel(
                row.getString("id"),
                row.getString("workspace_id"),
                row.getString("owner"),
                Channel.Kind.of(row.getString("kind")),
                row.getString("target"),
                row.getString("secret"),
                List.of((String[]) row.getArray("topics").getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("closed_because"));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
