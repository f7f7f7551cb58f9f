package io.splitstream.clickhouse;

import io.splitstream.clickhouse.access.Account;
import io.splitstream.clickhouse.access.Accounts;
import io.splitstream.clickhouse.access.SettingPolicy;
import io.splitstream.clickhouse.engine.Engine;
import io.splitstream.clickhouse.engine.EngineOptions;
import io.splitstream.clickhouse.http.HttpFront;
import io.splitstream.contracts.results.ResultTables;
import io.splitstream.contracts.settings.SharedSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gateway: lock, engine and HTTP, started in this order and stopped in the reverse. */
final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** Threads beside those that run or wait for a statement: for requests that are still arriving. */
    private static final int ARRIVING = 32;

    private static final Duration DRAIN = Duration.ofSeconds(4);

    private final DirectoryLock lock;
    private final Engine engine;
    private final HttpFront front;

    private Gateway(DirectoryLock lock, Engine engine, HttpFront front) {
        this.lock = lock;
        this.engine = engine;
        this.front = front;
    }

    static Gateway start(GatewaySettings settings) throws IOException {
        HttpFront.configure(
                settings.get(GatewaySettings.TIMEOUT).multipliedBy(5),
                settings.statementLimits().longTimeout().multipliedBy(5));
        DirectoryLock lock = DirectoryLock.take(settings.dataDirectory());
        int sessions = settings.get(GatewaySettings.SESSIONS);
        int queue = settings.get(GatewaySettings.QUEUE);
        Engine engine = Engine.open(new EngineOptions(
                Path.of(settings.get(GatewaySettings.LIBRARY)),
                settings.dataDirectory(),
                ResultTables.DATABASE,
                settings.memoryBytes(),
                sessions,
                queue,
                settings.get(GatewaySettings.QUEUE_TIMEOUT)));
        Accounts accounts = new Accounts(List.of(
                Account.reader(
                        settings.get(GatewaySettings.ANALYST_USER), settings.get(GatewaySettings.ANALYST_PASSWORD)),
                Account.writer(
                        settings.get(SharedSettings.CLICKHOUSE_USER),
                        settings.get(SharedSettings.CLICKHOUSE_PASSWORD))));
        String bind = settings.get(GatewaySettings.BIND);
        HttpFront front = HttpFront.start(
                new InetSocketAddress(bind, settings.get(GatewaySettings.PORT)),
                new InetSocketAddress(bind, settings.get(GatewaySettings.METRICS_PORT)),
                sessions + queue + ARRIVING,
                engine,
                accounts,
                new SettingPolicy(settings.statementLimits()),
                ResultTables.DATABASE);
        LOG.info(
                "ClickHouse {} listens on {}:{}, data in {}",
                engine.version(),
                bind,
                front.port(),
                settings.dataDirectory());
        return new Gateway(lock, engine, front);
    }

    /** Lets statements end for a few seconds, then ends them, and closes the engine. */
    void stop() throws IOException, InterruptedException {
        boolean stopped = engine.stop(DRAIN);
        front.stop();
        lock.close();
        LOG.info(stopped ? "Stopped" : "Stopped with statements still running; their clients see a broken connection");
    }
}
