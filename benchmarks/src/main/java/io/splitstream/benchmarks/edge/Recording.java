package io.splitstream.benchmarks.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the JVM's flight recorder saw of an edge: where its time went, and who allocated. Samples are charged to the first
 * frame from the top that is nobody's but the JDK's.
 */
final class Recording {
    private static final int SHOWN = 30;
    private static final List<String> OWNERS =
            List.of("io.splitstream.edge.", "io.splitstream.contracts.", "io.netty.", "org.apache.kafka.", "com.lmax.");

    private final Map<String, Double> timeByOwner = new HashMap<>();
    private final Map<String, Double> timeByMethod = new HashMap<>();
    private final Map<String, Double> timeByThread = new HashMap<>();
    private final Map<String, Double> bytesByOwner = new HashMap<>();
    private final Map<String, Double> bytesByMethod = new HashMap<>();
    private final Set<Long> allocating = new HashSet<>();
    private long collections;
    private double collectionSeconds;

    private Recording() {}

    static Recording read(Path file) throws IOException {
        Recording recording = new Recording();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                recording.take(events.readEvent());
            }
        }
        return recording;
    }

    /** Bytes that the project's own code allocated. */
    double ownBytes() {
        return bytesByOwner.entrySet().stream()
                .filter(owner -> owner.getKey().startsWith("io.splitstream"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * The tables.
     *
     * @param events that went through while it was recorded
     */
    String text(long events, double seconds) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "edge under JFR: %,d events in %.1f s, %d collections of %.0f ms together%n",
                events,
                seconds,
                collections,
                collectionSeconds * 1e3));
        shares(text, "processor time by owner, % of samples", timeByOwner);
        shares(text, "processor time by thread, % of samples", timeByThread);
        shares(text, "processor time by method on top, % of samples", timeByMethod);
        amounts(text, "bytes allocated per event, by owner", bytesByOwner, events);
        amounts(text, "bytes allocated per event, by method and class", bytesByMethod, events);
        return text.toString();
    }

    private void take(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> {
                add(timeByOwner, owner(event.getStackTrace()), 1);
                add(timeByMethod, top(event.getStackTrace()), 1);
                add(timeByThread, event.getThread("sampledThread").getJavaName(), 1);
            }
            case "jdk.ObjectAllocationSample" -> {
                if (allocating.add(event.getThread().getJavaThreadId())) {
                    // A thread's first sample stands for all that it allocated in its life.
                    return;
                }
                double weight = event.getLong("weight");
                add(bytesByOwner, owner(event.getStackTrace()), weight);
                add(
                        bytesByMethod,
                        charged(event.getStackTrace()) + " "
                                + event.getClass("objectClass").getName(),
                        weight);
            }
            case "jdk.GarbageCollection" -> {
                collections++;
                collectionSeconds += event.getDuration("sumOfPauses").toNanos() / 1e9;
            }
            default -> {
                // The rest is not shown.
            }
        }
    }

    private static void add(Map<String, Double> sums, String name, double amount) {
        sums.merge(name == null ? "unknown" : name, amount, Double::sum);
    }

    private static String owner(RecordedStackTrace trace) {
        String method = charged(trace);
        return OWNERS.stream()
                .filter(method::startsWith)
                .findFirst()
                .map(owner -> owner.equals("io.splitstream.edge.") ? packageOf(method) : owner + "*")
                .orElse("JDK");
    }

    private static String packageOf(String method) {
        int type = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
        return method.substring(0, type) + ".*";
    }

    /** The first method from the top that belongs to an owner; the top itself if none does. */
    private static String charged(RecordedStackTrace trace) {
        if (trace == null) {
            return "unknown";
        }
        return trace.getFrames().stream()
                .map(Recording::name)
                .filter(method -> OWNERS.stream().anyMatch(method::startsWith))
                .findFirst()
                .orElseGet(() -> top(trace));
    }

    private static String top(RecordedStackTrace trace) {
        return trace == null || trace.getFrames().isEmpty()
                ? "unknown"
                : name(trace.getFrames().get(0));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static void shares(StringBuilder text, String title, Map<String, Double> sums) {
        double all = sums.values().stream().mapToDouble(Double::doubleValue).sum();
        text.append(String.format("%n%s%n", title));
        largest(sums)
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT, "  %6.1f  %s%n", 100 * entry.getValue() / Math.max(1, all), entry.getKey())));
    }

    private static void amounts(StringBuilder text, String title, Map<String, Double> sums, long events) {
        text.append(String.format("%n%s%n", title));
        largest(sums)
                .forEach(entry -> text.append(String.format(
                        Locale.ROOT, "  %8.1f  %s%n", entry.getValue() / Math.max(1, events), entry.getKey())));
    }

    private static List<Map.Entry<String, Double>> largest(Map<String, Double> sums) {
        return sums.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .toList();
    }
}
