package io.splitstream.api.store;

import io.splitstream.api.platform.Transactions;
import java.util.function.Supplier;

/**
 * Transactions of PostgreSQL. What is announced within one is announced after it; if that has to wait, it is done later
 * without being asked again.
 */
public final class PostgresTransactions implements Transactions {
    private final Database database;
    private final Outbox outbox;

    public PostgresTransactions(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    @Override
    public <T> T whole(Supplier<T> work) {
        if (outbox.isPostponing()) {
            return database.inTransaction(handle -> work.get());
        }
        Outbox.Postponed<T> done = outbox.postponing(() -> database.inTransaction(handle -> work.get()));
        done.entries().forEach(outbox::announce);
        return done.result();
    }
}
