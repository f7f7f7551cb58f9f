package io.splitstream.api;

import io.splitstream.api.platform.ApiSettings;
import io.splitstream.contracts.settings.SettingsException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The query API's process: surfaces, control plane, results and the live page on one port.
 *
 * <p>Starts at once and serves what it can while PostgreSQL, Kafka or ClickHouse are not there. SIGTERM drains for at
 * most 5 s and ends with 0.
 */
public final class ApiMain {
    private static final Logger LOG = LoggerFactory.getLogger(ApiMain.class);
    private static final long START_SECONDS = 60;

    private ApiMain() {}

    public static void main(String[] args) throws InterruptedException {
        ApiSettings settings;
        try {
            settings = ApiSettings.load(System.getenv());
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        QueryApi api = create(settings);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            api.close();
                            stopped.countDown();
                            // The exit status of a signal would be 143: this was asked for and done.
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
        try {
            api.start().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.error("the API did not start", e);
            Runtime.getRuntime().halt(1);
        }
        LOG.info("listening on http://{}:{}", settings.bind(), settings.port());
        stopped.await();
    }

    /** The API; where that fails, the threads of the parts made before it would keep the process. */
    private static QueryApi create(ApiSettings settings) {
        try {
            return new QueryApi(settings);
        } catch (RuntimeException e) {
            LOG.error("the API could not be put together", e);
            Runtime.getRuntime().halt(1);
            throw e;
        }
    }
}
