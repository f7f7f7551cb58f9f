package io.splitstream.edge;

import io.splitstream.contracts.settings.SettingsException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The collector. Reads its settings from the environment, runs until it is told to end. */
public final class EdgeMain {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeMain.class);

    /** The JVM's own where memory ends, by {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int STATUS_OF_A_BUG = 3;

    private EdgeMain() {}

    /**
     * Exit status: 0 after SIGTERM or SIGINT, 1 if the edge cannot start, 2 if its settings cannot be used, 3 if a bug would
     * leave requests without an answer.
     */
    public static void main(String[] arguments) {
        try {
            EdgeServer server = new EdgeServer(EdgeConfig.load(System.getenv()));
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drainAndHalt(server), "drain"));
        } catch (SettingsException e) {
            LOG.error("{}", e.getMessage());
            System.exit(2);
        } catch (IOException | RuntimeException e) {
            LOG.error("the edge cannot start", e);
            System.exit(1);
        }
    }

    /** A process that ends by a signal would exit with the signal's number; one that drained did what it was told. */
    private static void drainAndHalt(EdgeServer server) {
        int status = 0;
        try {
            server.drain();
        } catch (InterruptedException | RuntimeException e) {
            LOG.error("draining failed", e);
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }
}
