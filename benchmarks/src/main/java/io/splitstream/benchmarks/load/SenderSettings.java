package io.splitstream.benchmarks.load;

import java.net.URI;
import java.time.Duration;

/**
 * How to send.
 *
 * @param edge where the event routes are
 * @param token bearer token that may track events
 * @param connections requests in flight at most, 1 to 256
 * @param requestTimeout after which a request counts as not acknowledged and is sent again
 * @param patience how long a request is retried before the delivery is given up
 */
public record SenderSettings(URI edge, String token, int connections, Duration requestTimeout, Duration patience) {
    public SenderSettings {
        if (connections < 1 || connections > 256) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: 1 to 256)");
        }
    }

    /** Eight connections, 10 s a request, two minutes of patience. */
    public static SenderSettings to(URI edge, String token) {
        return new SenderSettings(edge, token, 8, Duration.ofSeconds(10), Duration.ofMinutes(2));
    }
}
