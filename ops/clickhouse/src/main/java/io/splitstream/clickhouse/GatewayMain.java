package io.splitstream.clickhouse;

import io.splitstream.contracts.settings.SettingsException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded ClickHouse as a process. Settings come from the environment; {@link GatewaySettings} has them all.
 *
 * <p>Exits with 0 after SIGTERM, and with 1 if it cannot start, having said why on standard error. It leaves through
 * {@link Runtime#halt}: the library's own exit handlers would run against engine threads that may still be there.
 */
public final class GatewayMain {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);

    private GatewayMain() {}

    /** Starts the gateway; returns when it listens. Takes no arguments. */
    public static void main(String[] arguments) {
        try {
            Gateway gateway = Gateway.start(GatewaySettings.load(System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "stop"));
        } catch (SettingsException | IOException | UnsatisfiedLinkError e) {
            System.err.println("The embedded ClickHouse cannot start: " + e.getMessage());
            System.err.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void stop(Gateway gateway) {
        int status = 0;
        try {
            gateway.stop();
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOG.error("Stopping went wrong", e);
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }
}
