package io.splitstream.api.surface;

import io.micrometer.core.instrument.MeterRegistry;
import io.splitstream.api.platform.Replays;
import io.splitstream.api.platform.Workers;
import java.time.Clock;

/**
 * What every surface stands on.
 *
 * @param callers who is let in
 * @param replays where answers to keyed requests are kept
 * @param changes where calls run that change something and wait for Kafka
 * @param reads where calls run that read
 */
public record SurfaceContext(
        Callers callers, Replays replays, Workers changes, Workers reads, MeterRegistry meters, Clock clock) {

    /** The same for other callers. */
    public SurfaceContext with(Callers others) {
        return new SurfaceContext(others, replays, changes, reads, meters, clock);
    }
}
