package io.splitstream.api.platform;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether every part that the pipeline consists of works. Safe for use by several threads. */
public final class Readiness {
    private static final long PATIENCE_MILLIS = 4_000;
    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<String, Check> parts;
    private final Workers workers;
    private @Nullable CompletableFuture<Report> shared;
    private long sharedSince;

    /** Looks at one part; it may block. */
    @FunctionalInterface
    public interface Check {
        /** What is wrong; empty if nothing is. */
        String problem() throws Exception;
    }

    /**
     * What was found.
     *
     * @param parts per part what is wrong; empty text if nothing is
     */
    public record Report(Map<String, String> parts) {
        public boolean isReady() {
            return parts.values().stream().allMatch(String::isEmpty);
        }
    }

    /**
     * @param parts in the order to show them
     * @param workers to look on; one thread per part, or parts wait for each other
     */
    public Readiness(Map<String, Check> parts, Workers workers) {
        this.parts = new LinkedHashMap<>(parts);
        this.workers = workers;
    }

    /**
     * Looks at all parts at once; a part that does not answer in time is not ready. Whoever asks while that goes on, or
     * within a second of its beginning, gets the same report: anybody may ask, and looks wait for each other.
     */
    public synchronized CompletionStage<Report> check() {
        CompletableFuture<Report> last = shared;
        if (last != null && (!last.isDone() || System.nanoTime() - sharedSince < SHARED_NANOS)) {
            return last.copy();
        }
        CompletableFuture<Report> next = look();
        shared = next;
        sharedSince = System.nanoTime();
        return next.copy();
    }

    private CompletableFuture<Report> look() {
        Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
        parts.forEach((name, check) -> asked.put(name, ask(check)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing -> {
                    Map<String, String> found = new LinkedHashMap<>();
                    asked.forEach((name, problem) -> found.put(name, problem.join()));
                    return new Report(found);
                });
    }

    private CompletableFuture<String> ask(Check check) {
        return workers.run(check::problem)
                .toCompletableFuture()
                .exceptionally(failure -> {
                    String message = failure.getMessage();
                    return message == null ? failure.getClass().getSimpleName() : message;
                })
                .completeOnTimeout(
                        "no answer within " + PATIENCE_MILLIS + " ms", PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
