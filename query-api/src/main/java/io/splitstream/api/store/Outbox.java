package io.splitstream.api.store;

import io.splitstream.api.experiment.Announcements;
import io.splitstream.api.platform.UnavailableException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves definitions from the outbox to the compacted log. Safe for use by several threads and processes.
 *
 * <p>Whoever announces an experiment locks its rows of the outbox until the log has acknowledged. Without that a
 * slow announcer could append revision 2 after a quick one appended revision 3, and compaction would keep the wrong
 * one. Only the newest revision is sent: it says all that the older ones said.
 */
public final class Outbox implements Announcements {
    /** Each announcement holds a connection for as long as Kafka takes. */
    private static final int AT_ONCE = 4;

    private static final long TURN_SECONDS = 3;
    private static final int SWEEP = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Database database;
    private final DefinitionLog log;
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ThreadLocal<Optional<Set<String>>> postponed = ThreadLocal.withInitial(Optional::empty);

    public Outbox(Database database, DefinitionLog log) {
        this.database = database;
        this.log = log;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(long revision, byte[] definition) {}

    /** What work made, and which experiments it wanted announced. */
    record Postponed<T>(T result, Set<String> experimentIds) {}

    /**
     * Runs work that is part of a transaction: announced now, a state would be known to others before it is certain.
     * Whoever calls this announces once the transaction is done.
     */
    <T> Postponed<T> postponing(Supplier<T> work) {
        Set<String> experimentIds = new LinkedHashSet<>();
        postponed.set(Optional.of(experimentIds));
        try {
            return new Postponed<>(work.get(), experimentIds);
        } finally {
            postponed.remove();
        }
    }

    @Override
    public boolean announce(String experimentId) {
        Optional<Set<String>> later = postponed.get();
        if (later.isPresent()) {
            later.get().add(experimentId);
            return true;
        }
        if (!takesTurn()) {
            return false;
        }
        try {
            send(experimentId);
            return true;
        } catch (UnavailableException e) {
            LOG.warn("experiment {} is not announced yet: {}", experimentId, e.getMessage());
            return false;
        } finally {
            turns.release();
        }
    }

    /** Announces what has waited for over two seconds: whoever put it there is gone or gave up. */
    public void announceRemaining() {
        List<String> waiting = database.with(handle ->
                handle.createQuery("""
                    SELECT experiment_id FROM outbox WHERE created_at < now() - interval '2 seconds'
                    GROUP BY 1 ORDER BY min(created_at) LIMIT :limit
                    """).bind("limit", SWEEP).mapTo(String.class).list());
        for (String experimentId : waiting) {
            if (!announce(experimentId)) {
                return;
            }
        }
    }

    private boolean takesTurn() {
        try {
            return turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void send(String experimentId) {
        database.inTransaction(handle -> {
            List<Waiting> waiting = handle.createQuery("""
                SELECT revision, definition FROM outbox WHERE experiment_id = :id
                ORDER BY revision FOR UPDATE
                """)
                    .bind("id", experimentId)
                    .map((row, context) -> new Waiting(row.getLong("revision"), row.getBytes("definition")))
                    .list();
            if (waiting.isEmpty()) {
                return 0;
            }
            Waiting newest = waiting.get(waiting.size() - 1);
            log.append(experimentId, newest.definition());
            return handle.createUpdate("DELETE FROM outbox WHERE experiment_id = :id AND revision <= :revision")
                    .bind("id", experimentId)
                    .bind("revision", newest.revision())
                    .execute();
        });
    }
}
