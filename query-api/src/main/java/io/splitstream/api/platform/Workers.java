package io.splitstream.api.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for calls that block, with a queue that ends: what finds it full is refused at once.
 *
 * <p>Safe for use by several threads.
 */
public final class Workers implements Executor, AutoCloseable {
    private final String name;
    private final ThreadPoolExecutor pool;
    private final Counter refused;

    /**
     * @param name of the pool, in thread names and meters
     * @param threads how many calls run at once
     * @param waiting how many more may wait
     */
    public Workers(String name, int threads, int waiting, MeterRegistry meters) {
        this.name = name;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.refused = Counter.builder("splitstream_api_workers_refused_total")
                .description("Calls refused because a pool's queue was full")
                .tag("pool", name)
                .register(meters);
        Gauge.builder("splitstream_api_workers_waiting", pool, executor -> executor.getQueue()
                        .size())
                .description("Calls that wait for a thread of a pool")
                .tag("pool", name)
                .register(meters);
    }

    /**
     * Runs a call on a thread of the pool.
     *
     * @return completes as the call does; with {@link UnavailableException} if there is no room
     */
    public <T> CompletionStage<T> run(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            pool.execute(() -> {
                try {
                    result.complete(call.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                    if (e instanceof Error error) {
                        throw error;
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            refused.increment();
            result.completeExceptionally(new UnavailableException(
                    "Too many " + name + " calls are waiting; repeat the request in a second.", e));
        }
        return result;
    }

    /**
     * Runs a task on a thread of the pool.
     *
     * @throws RejectedExecutionException if there is no room
     */
    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Waits for running calls, up to a bound; drops those still waiting. */
    public void drain(Duration bound) throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            pool.shutdownNow();
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
