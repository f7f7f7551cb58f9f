package io.splitstream.benchmarks.ingest;

import io.splitstream.benchmarks.client.PrometheusPage;
import java.net.URI;
import java.util.OptionalDouble;

/** The CPU time that the edge has used, as its Prometheus page says. */
final class EdgeCpu {
    private static final String CPU_NANOS = "process_cpu_time_ns_total";

    private final PrometheusPage page;

    private EdgeCpu(PrometheusPage page) {
        this.page = page;
    }

    /**
     * Of a running edge.
     *
     * @param edge address of the event routes
     */
    static EdgeCpu of(URI edge) {
        return new EdgeCpu(PrometheusPage.of(edge));
    }

    /** Seconds used since the edge started; empty if the page does not say. */
    OptionalDouble seconds() throws InterruptedException {
        OptionalDouble nanos = page.value(CPU_NANOS);
        return nanos.isPresent() ? OptionalDouble.of(nanos.getAsDouble() / 1e9) : nanos;
    }
}
