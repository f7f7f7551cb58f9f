package io.splitstream.api.store;

import io.splitstream.api.experiment.Announcements;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.site.SiteAnnouncements;
import io.splitstream.api.study.SessionAnnouncements;
import io.splitstream.contracts.topic.Topics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the states of experiments, sessions, sites and revoked tokens from the outbox to their compacted logs. Safe for use by several
 * threads and processes.
 *
 * <p>Whoever announces something locks its rows of the outbox until the log has acknowledged. Without that a slow
 * announcer could append revision 2 after a quick one appended revision 3, and compaction would keep the wrong one.
 * Only the newest revision is sent: it says all that the older ones said.
 */
public final class Outbox implements Announcements, SessionAnnouncements, SiteAnnouncements {
    /** Each announcement holds a connection for as long as Kafka takes. */
    private static final int AT_ONCE = 4;

    private static final long TURN_SECONDS = 3;
    private static final int SWEEP = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Database database;
    private final StateLog log;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ThreadLocal<Optional<Set<Entry>>> postponed = ThreadLocal.withInitial(Optional::empty);

    public Outbox(Database database, StateLog log) {
        this.database = database;
        this.log = log;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(long revision, byte @Nullable [] state) {}

    /** Something to announce. */
    record Entry(String topic, String key) {}

    /** What came of trying to announce something. */
    enum Attempt {
        DONE,
        /** Nothing can be announced for now. */
        LATER,
        /** This cannot be announced; others can. */
        NEVER
    }

    /** What work made, and what it wanted announced. */
    record Postponed<T>(T result, Set<Entry> entries) {}

    /**
     * Runs work that is part of a transaction: announced now, a state would be known to others before it is certain.
     * Whoever calls this announces once the transaction is done.
     */
    <T> Postponed<T> postponing(Supplier<T> work) {
        Set<Entry> entries = new LinkedHashSet<>();
        postponed.set(Optional.of(entries));
        try {
            return new Postponed<>(work.get(), entries);
        } finally {
            postponed.remove();
        }
    }

    /** Whether the calling thread's announcements wait for the end of a transaction. */
    boolean isPostponing() {
        return postponed.get().isPresent();
    }

    /** Announces an experiment, and the site that it is on. */
    @Override
    public boolean announce(String experimentId) {
        boolean announced = announce(new Entry(Topics.EXPERIMENTS, experimentId));
        return siteOf(experimentId).map(this::announceSite).orElse(true) && announced;
    }

    private Optional<String> siteOf(String experimentId) {
        return database.with(handle -> handle.createQuery("""
            SELECT s.public_key FROM site_experiments x JOIN sites s ON s.id = x.site_id
            WHERE x.experiment_id = :id
            """)
                .bind("id", experimentId)
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public boolean announceSite(String publicKey) {
        return announce(new Entry(Topics.SITES, publicKey));
    }

    @Override
    public boolean announceSession(String sessionId) {
        return announce(new Entry(Topics.SESSIONS, sessionId));
    }

    boolean announce(Entry entry) {
        Optional<Set<Entry>> later = postponed.get();
        if (later.isPresent()) {
            later.get().add(entry);
            return true;
        }
        return attempt(entry) == Attempt.DONE;
    }

    private Attempt attempt(Entry entry) {
        if (!takesTurn()) {
            return Attempt.LATER;
        }
        try {
            send(entry);
            return Attempt.DONE;
        } catch (UnavailableException e) {
            LOG.warn("{} is not announced yet: {}", entry.key(), e.getMessage());
            return Attempt.LATER;
        } catch (StateTooLargeException e) {
            LOG.error("{} cannot be announced: {}", entry.key(), e.getMessage());
            return Attempt.NEVER;
        } finally {
            turns.release();
        }
    }

    /** Announces what has waited for over two seconds: whoever put it there is gone or gave up. */
    public void announceRemaining() {
        List<Entry> waiting = database.with(handle -> handle.createQuery("""
            SELECT topic, key FROM outbox WHERE created_at < now() - interval '2 seconds'
            GROUP BY 1, 2 ORDER BY min(created_at) LIMIT :limit
            """)
                .bind("limit", SWEEP)
                .map((row, context) -> new Entry(row.getString("topic"), row.getString("key")))
                .list());
        sweep(waiting, this::attempt);
    }

    /** Attempts each, past those that fail for themselves, until one has to wait. */
    static void sweep(List<Entry> waiting, Function<Entry, Attempt> attempts) {
        for (Entry entry : waiting) {
            if (attempts.apply(entry) == Attempt.LATER) {
                return;
            }
        }
    }

    /** Notes, within a transaction, that a state is to be announced; without bytes, that its key is to be forgotten. */
    static void put(Handle handle, String topic, String key, long revision, byte @Nullable [] state) {
        handle.createUpdate("INSERT INTO outbox (topic, key, revision, state) VALUES (:topic, :key, :revision, :state)")
                .bind("topic", topic)
                .bind("key", key)
                .bind("revision", revision)
                .bind("state", state)
                .execute();
    }

    private boolean takesTurn() {
        try {
            return turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void send(Entry entry) {
        database.inTransaction(handle -> {
            List<Waiting> waiting = handle.createQuery("""
                SELECT revision, state FROM outbox WHERE topic = :topic AND key = :key
                ORDER BY revision FOR UPDATE
                """)
                    .bind("topic", entry.topic())
                    .bind("key", entry.key())
                    .map((row, context) -> new Waiting(row.getLong("revision"), row.getBytes("state")))
                    .list();
            if (waiting.isEmpty()) {
                return 0;
            }
            Waiting newest = waiting.get(waiting.size() - 1);
            log.append(entry.topic(), entry.key(), newest.state());
            return handle.createUpdate(
                            "DELETE FROM outbox WHERE topic = :topic AND key = :key AND revision <= :revision")
                    .bind("topic", entry.topic())
                    .bind("key", entry.key())
                    .bind("revision", newest.revision())
                    .execute();
        });
    }
}
