package io.splitstream.benchmarks.edge;

import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The edge under the JVM's flight recorder while it takes as much as it can in batches.
 *
 * @param recording what was seen
 * @param events that were acknowledged meanwhile
 */
record Profile(Recording recording, long events, double seconds) {
    private static final int CONNECTIONS = 32;
    private static final int OUTSTANDING = 2;

    /** Records for a time. */
    static Profile of(Bed bed, Duration length) throws IOException, InterruptedException {
        RequestSet lines = EdgeLoad.lines(EdgeLoad.token(Bed.SECRET, "profile"), Rates.BATCH, Packing.PLAIN);
        Path file = bed.file("edge.jfr");
        try (LoadGenerator load = new LoadGenerator(bed.edge().address().getPort(), CONNECTIONS)) {
            bed.edge().process().command("JFR.start", "name=edge", "settings=profile");
            LoadOutcome outcome = load.closed(lines, OUTSTANDING, length);
            bed.edge().process().command("JFR.dump", "name=edge", "filename=" + file);
            bed.edge().process().command("JFR.stop", "name=edge");
            if (outcome.accepted() == 0) {
                throw new MeasurementException("nothing was accepted while the edge was recorded", null);
            }
            return new Profile(Recording.read(file), outcome.accepted() * lines.eventsEach(), outcome.seconds());
        }
    }

    /** Bytes that the project's own code allocated for each event. */
    double ownBytesPerEvent() {
        return recording.ownBytes() / events;
    }

    String text() {
        return recording.text(events, seconds);
    }
}
