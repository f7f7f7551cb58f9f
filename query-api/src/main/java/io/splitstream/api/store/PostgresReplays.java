package io.splitstream.api.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.splitstream.api.platform.KeptAnswer;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.platform.Replays;
import io.splitstream.api.platform.RequestKey;
import io.splitstream.api.platform.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Answers kept in PostgreSQL, each in the transaction of the work that it answers.
 *
 * <p>JDBI gives a thread that is in a transaction that transaction's connection, so whatever the work stores through
 * {@link Database} joins in, and a process that dies leaves both the change and its answer, or neither. Announcements
 * wait for the commit; which ones they are is kept with the answer, for whoever comes again after a crash between the
 * two.
 */
public final class PostgresReplays implements Replays {
    private static final String LIFETIME = "interval '24 hours'";

    /** How long a request waits for the first one under its key. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int TURNS = 256;

    private final Database database;
    private final Outbox outbox;
    private final Clock clock;
    private final Documents documents = new Documents();

    /** Requests of this process wait for each other here, where no connection is held meanwhile. */
    private final List<Lock> turns =
            Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

    public PostgresReplays(Database database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Kept(String requestHash, KeptAnswer answer, List<Outbox.Entry> announced) {}

    @Override
    public Optional<Outcome<KeptAnswer>> kept(RequestKey key) {
        return database.with(handle -> find(handle, key)).map(kept -> answered(kept, key));
    }

    @Override
    public Outcome<KeptAnswer> once(RequestKey key, Supplier<KeptAnswer> work) {
        Kept kept = inTurn(
                key,
                () -> database.inTransaction(handle -> {
                    await(handle, key);
                    return find(handle, key).orElseGet(() -> keep(handle, key, outbox.postponing(work)));
                }));
        return answered(kept, key);
    }

    private Outcome<KeptAnswer> answered(Kept kept, RequestKey key) {
        if (!kept.requestHash().equals(key.requestHash())) {
            return Outcome.refused(
                    Refusal.Kind.IDEMPOTENCY_CONFLICT,
                    "This Idempotency-Key was used with another request; use a new key.");
        }
        for (Outbox.Entry entry : kept.announced()) {
            if (!outbox.announce(entry)) {
                throw new UnavailableException(
                        "The change is stored and takes effect as soon as Kafka can be reached again; repeat the"
                                + " request under its Idempotency-Key to wait for that.",
                        null);
            }
        }
        return Outcome.done(kept.answer());
    }

    /** Forgets what nobody may ask for any more. */
    public void forget() {
        database.with(handle -> handle.createUpdate("DELETE FROM kept_answers WHERE created_at < :now - " + LIFETIME)
                .bind("now", now())
                .execute());
    }

    private Kept inTurn(RequestKey key, Supplier<Kept> transaction) {
        Lock turn = turns.get(Math.floorMod(name(key).hashCode(), TURNS));
        try {
            if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException(
                        "The first request under this Idempotency-Key is still being carried out; repeat in a second.",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The service is stopping; repeat the request in a few seconds.", e);
        }
        try {
            return transaction.get();
        } finally {
            turn.unlock();
        }
    }

    private static String name(RequestKey key) {
        return key.workspaceId() + '\n' + key.caller() + '\n' + key.key();
    }

    /** One at a time under a key, whatever the process, until the transaction ends. */
    private static void await(Handle handle, RequestKey key) {
        handle.createQuery("SELECT set_config('lock_timeout', :patience, true)")
                .bind("patience", PATIENCE.toMillis() + "ms")
                .mapTo(String.class)
                .one();
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .bind("name", name(key))
                .mapTo(Integer.class)
                .one();
    }

    private Optional<Kept> find(Handle handle, RequestKey key) {
        return handle.createQuery("""
            SELECT request_hash, status, body, headers, announced FROM kept_answers
            WHERE workspace_id = :workspace AND caller = :caller AND key = :key
            """ + " AND created_at >= :now - " + LIFETIME)
                .bind("workspace", key.workspaceId())
                .bind("caller", key.caller())
                .bind("key", key.key())
                .bind("now", now())
                .map((row, context) -> new Kept(
                        row.getString("request_hash"),
                        new KeptAnswer(
                                row.getInt("status"),
                                row.getString("body"),
                                documents.read(row.getString("headers"), new TypeReference<Map<String, String>>() {}),
                                true),
                        documents.read(row.getString("announced"), new TypeReference<List<Outbox.Entry>>() {})))
                .findOne();
    }

    private Kept keep(Handle handle, RequestKey key, Outbox.Postponed<KeptAnswer> done) {
        KeptAnswer answer = done.result();
        List<Outbox.Entry> announced = List.copyOf(done.entries());
        if (answer.isSuccess()) {
            handle.createUpdate("""
                INSERT INTO kept_answers
                    (workspace_id, caller, key, request_hash, status, body, headers, announced, created_at)
                VALUES (:workspace, :caller, :key, :hash, :status, :body, :headers::jsonb,
                    :announced::jsonb, :now)
                ON CONFLICT (workspace_id, caller, key) DO UPDATE SET
                    request_hash = excluded.request_hash, status = excluded.status, body = excluded.body,
                    headers = excluded.headers, announced = excluded.announced,
                    created_at = excluded.created_at
                """)
                    .bind("workspace", key.workspaceId())
                    .bind("caller", key.caller())
                    .bind("key", key.key())
                    .bind("hash", key.requestHash())
                    .bind("status", answer.status())
                    .bind("body", answer.body())
                    .bind("headers", documents.write(answer.headers()))
                    .bind("announced", documents.write(announced))
                    .bind("now", now())
                    .execute();
        }
        return new Kept(key.requestHash(), answer, announced);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
