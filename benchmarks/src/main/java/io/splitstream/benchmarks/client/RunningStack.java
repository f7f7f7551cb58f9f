package io.splitstream.benchmarks.client;

import io.splitstream.benchmarks.load.EventSender;
import io.splitstream.benchmarks.load.SenderSettings;
import io.splitstream.benchmarks.process.Part;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A running stack whose processes can be reached.
 *
 * @param data its directory, with the pid files
 * @param kafka its broker
 * @param jobManager Flink's REST interface
 */
public record RunningStack(Path data, Credentials credentials, String kafka, URI jobManager) {
    private static final int API_PORT = 8080;
    private static final int JOB_MANAGER_PORT = 8081;
    private static final int KAFKA_PORT = 9092;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The stack that a file of credentials belongs to. */
    public static RunningStack of(Path credentialsFile) {
        Credentials credentials = Credentials.read(credentialsFile);
        Path data = credentialsFile.toAbsolutePath().getParent();
        if (data == null) {
            throw new IllegalArgumentException(credentialsFile + " lies in no directory");
        }
        int offset = credentials.api().getPort() - API_PORT;
        return new RunningStack(
                data,
                credentials,
                "127.0.0.1:" + (KAFKA_PORT + offset),
                URI.create("http://127.0.0.1:" + (JOB_MANAGER_PORT + offset)));
    }

    /** A client of the API that may do everything. */
    public ApiClient admin() {
        return new ApiClient(credentials.api(), credentials.adminToken());
    }

    /** Makes experiments. */
    public Experiments experiments() {
        return new Experiments(admin());
    }

    /** Sends events to the edge, eight requests at once. */
    public EventSender sender() {
        return new EventSender(SenderSettings.to(credentials.edge(), credentials.crewToken()));
    }

    /** Reads as an analyst does. */
    public ClickHouseReader reader() {
        return new ClickHouseReader(credentials);
    }

    /** Reads statistics, streamed and recounted. */
    public StoredCells cells() {
        return new StoredCells(reader());
    }

    /** Whether every process lives, and API and edge say that they are ready; the API's word is for the pipeline. */
    public boolean isWhole() throws IOException, InterruptedException {
        for (Part part : Part.values()) {
            if (!part.isAlive(data)) {
                return false;
            }
        }
        return admin().get("/health/ready").status() == 200
                && new ApiClient(credentials.edge(), credentials.crewToken())
                                .get("/health/ready")
                                .status()
                        == 200;
    }

    /**
     * Asks again and again until the answer is yes; an exception counts as no.
     *
     * @throws MeasurementException if the answer is still no after three minutes
     */
    public static void await(String what, Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(INTERVAL.toMillis());
        }
        throw new MeasurementException("not within " + PATIENCE + ": " + what, last);
    }
}
