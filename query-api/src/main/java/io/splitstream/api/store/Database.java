package io.splitstream.api.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.splitstream.api.platform.ApiSettings;
import io.splitstream.api.platform.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The connection pool, and the one place where a lost PostgreSQL turns into {@link UnavailableException}. Safe for
 * use by several threads.
 */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 12;
    private static final int WAIT_MILLIS = 2_000;

    /** A lock that was not granted in time. */
    private static final String LOCK_TIMEOUT = "55P03";

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Counter roundTrips;
    private volatile boolean migrated;

    /** Opens a pool; PostgreSQL need not be there yet. */
    public Database(ApiSettings.Postgres settings, MeterRegistry meters) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgres");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "splitstream-api");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        this.pool = new HikariDataSource(config);
        this.roundTrips = Counter.builder("splitstream_api_postgres_round_trips_total")
                .description("Statements and commits sent to PostgreSQL, each of which waits for its answer")
                .register(meters);
        this.jdbi = Jdbi.create(pool).setSqlLogger(new RoundTrips());
    }

    /**
     * Brings the tables to what this version of the API expects; does nothing if they are.
     *
     * @throws UnavailableException if PostgreSQL cannot be reached
     */
    public void migrate() {
        check();
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        migrated = true;
    }

    /**
     * Asks PostgreSQL for a sign of life.
     *
     * @throws UnavailableException if it gives none
     */
    public void check() {
        run(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
    }

    /** Whether the tables are there. */
    public boolean isMigrated() {
        return migrated;
    }

    /** The pool, for what brings its own SQL. */
    DataSource pool() {
        return pool;
    }

    /** Runs statements, each in a transaction of its own. */
    <T> T with(HandleCallback<T, RuntimeException> work) {
        requireMigrated();
        return run(work);
    }

    /** Runs statements in one transaction. */
    <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        requireMigrated();
        return run(handle -> {
            if (!handle.isInTransaction()) {
                roundTrips.increment();
            }
            return handle.inTransaction(work);
        });
    }

    /** Counts statements. A transaction begins with its first one and takes one more trip to commit. */
    private final class RoundTrips implements SqlLogger {
        @Override
        public void logAfterExecution(StatementContext context) {
            roundTrips.increment();
        }

        @Override
        public void logException(StatementContext context, SQLException failure) {
            roundTrips.increment();
        }
    }

    /**
     * Runs work that only one process at a time may do. The lock has a connection of its own, so that what the work
     * stores is committed as it goes, whatever becomes of the rest.
     *
     * @param lock a number that no other lock has
     * @return false if somebody else is at it; the work was not run
     */
    boolean alone(long lock, Runnable work) {
        requireMigrated();
        try (Connection connection = pool.getConnection()) {
            if (!answer(connection, "SELECT pg_try_advisory_lock(" + lock + ")")) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                answer(connection, "SELECT pg_advisory_unlock(" + lock + ")");
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static boolean answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private void requireMigrated() {
        if (!migrated) {
            throw unavailable(null);
        }
    }

    private <T> T run(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (ConnectionException e) {
            throw unavailable(e);
        } catch (JdbiException e) {
            if (isLost(e)) {
                throw unavailable(e);
            }
            if (sqlState(e).filter(LOCK_TIMEOUT::equals).isPresent()) {
                throw new UnavailableException("Another request is changing the same; repeat this one in a second.", e);
            }
            throw e;
        }
    }

    /** Connection exceptions (class 08), and the server going down or coming up (57P01 to 57P03). */
    private static boolean isLost(Throwable error) {
        return sqlState(error)
                .map(state -> state.isEmpty() || state.startsWith("08") || state.startsWith("57P0"))
                .orElse(false);
    }

    /** What PostgreSQL calls an error; empty text if it gave no name, nothing if the error is not its own. */
    private static Optional<String> sqlState(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql.getSQLState() == null ? "" : sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    private static UnavailableException unavailable(@Nullable Throwable cause) {
        return new UnavailableException("PostgreSQL does not answer; repeat the request in a few seconds.", cause);
    }
}
