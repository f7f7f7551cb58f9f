package io.splitstream.jobs.connector;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.splitstream.contracts.results.ResultTables;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Inserts into the tables of the results. One thread; {@link #close()} from any. */
public final class ClickHouseTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClickHouseTables.class);
    private static final Duration INSERT_TIMEOUT = Duration.ofSeconds(60);
    private static final long FIRST_BACKOFF_MILLIS = 100;
    private static final long LONGEST_BACKOFF_MILLIS = 3_000;

    private final Client client;
    private final ThrottledLog failures = new ThrottledLog(LOG);

    /** Tables at an address; nothing is sent yet. */
    public ClickHouseTables(ClickHouseAddress address) {
        this.client = new Client.Builder()
                .addEndpoint(address.url())
                .setUsername(address.user())
                .setPassword(address.password())
                .setDefaultDatabase(ResultTables.DATABASE)
                .setClientName("splitstream-jobs")
                .compressServerResponse(false)
                .compressClientRequest(false)
                .setConnectTimeout(5, ChronoUnit.SECONDS)
                .setSocketTimeout(INSERT_TIMEOUT.toMillis(), ChronoUnit.MILLIS)
                .setMaxConnections(1)
                .setMaxRetries(0)
                .build();
    }

    /**
     * Inserts rows.
     *
     * @param columns that each row has, in their order in it
     * @throws IOException if they are not known to be stored; they may be
     */
    public void insert(String table, List<String> columns, RowBuffer rows) throws IOException, InterruptedException {
        try {
            client.insert(table, columns, rows.read(), ClickHouseFormat.RowBinary, new InsertSettings())
                    .get(INSERT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .close();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // The client wraps, and throws runtime exceptions of its own, for a server that is away or refuses.
            throw new IOException("insert into " + table, e);
        }
    }

    /** Inserts rows, trying until they are stored. Rows may end up stored twice. */
    public void insertUntilStored(String table, List<String> columns, RowBuffer rows) throws InterruptedException {
        long backoff = FIRST_BACKOFF_MILLIS;
        while (true) {
            try {
                insert(table, columns, rows);
                return;
            } catch (IOException e) {
                failures.warn("ClickHouse did not take rows; they wait and are tried again", e);
                Thread.sleep(backoff);
                backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
