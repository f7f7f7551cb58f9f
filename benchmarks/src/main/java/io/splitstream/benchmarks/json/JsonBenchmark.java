package io.splitstream.benchmarks.json;

import com.sun.management.ThreadMXBean;
import io.splitstream.benchmarks.edge.EdgeLoad;
import io.splitstream.benchmarks.load.EventRequest;
import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.benchmarks.load.Route;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CPU time and garbage per event of reading the edge's requests, 100 events in a JSON array, by each candidate.
 *
 * <p>Rounds take turns, the least of each candidate's times counts: it is what the code takes when nobody else is on the
 * core. Thread CPU time, not the clock, so that a busy machine disturbs little.
 */
public final class JsonBenchmark implements Benchmark {
    private static final int EVENTS = 100;
    private static final int BODIES_PER_ROUND = 500;

    @Override
    public String name() {
        return "edge-json";
    }

    @Override
    public String purpose() {
        return "CPU time and garbage per event of reading JSON: jackson-core, dsl-json, fastjson2, the edge itself";
    }

    @Override
    public boolean needsStack() {
        return false;
    }

    @Override
    public Figures run(BenchmarkRequest request) {
        int rounds = request.quick() ? 12 : 40;
        Map<String, ArrayReader> readers = new LinkedHashMap<>();
        readers.put("jackson", new JacksonReader());
        readers.put("dsl_json", new DslJsonReader());
        readers.put("fastjson2", new Fastjson2Reader());
        readers.put("edge_with_checks_and_avro", new EdgeReader());
        byte[] body = body();
        Map<String, Cost> least = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            readers.forEach((name, reader) -> least.merge(name, measure(reader, body), Cost::least));
        }
        Figures figures = new Figures(name()).with("body_bytes_per_event", body.length / (double) EVENTS);
        least.forEach((name, cost) ->
                figures.with(name + "_nanos_per_event", cost.nanos).with(name + "_bytes_per_event", cost.bytes));
        return figures;
    }

    private static Cost measure(ArrayReader reader, byte[] body) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long nanos = thread.getCurrentThreadCpuTime();
        long sum = 0;
        try {
            for (int i = 0; i < BODIES_PER_ROUND; i++) {
                sum += reader.read(body);
            }
        } catch (IOException e) {
            throw new MeasurementException("a reader refused what it is measured with", e);
        }
        if (sum == 0) {
            throw new MeasurementException("a reader read nothing", null);
        }
        double events = (double) BODIES_PER_ROUND * EVENTS;
        return new Cost(
                (thread.getCurrentThreadCpuTime() - nanos) / events,
                (thread.getCurrentThreadAllocatedBytes() - bytes) / events);
    }

    private static byte[] body() {
        List<LoadEvent> events = EdgeLoad.events(EVENTS);
        String lines = new String(new EventRequest(Route.COLLECT, events).body(), StandardCharsets.UTF_8);
        return ("[" + String.join(",", lines.lines().toList()) + "]").getBytes(StandardCharsets.UTF_8);
    }

    private record Cost(double nanos, double bytes) {
        Cost least(Cost other) {
            return new Cost(Math.min(nanos, other.nanos), Math.min(bytes, other.bytes));
        }
    }
}
