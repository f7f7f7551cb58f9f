package io.splitstream.benchmarks.freshness;

import io.splitstream.benchmarks.client.ApiClient;
import io.splitstream.benchmarks.client.Credentials;
import io.splitstream.benchmarks.client.Experiments;
import io.splitstream.benchmarks.load.EventRequest;
import io.splitstream.benchmarks.load.EventSender;
import io.splitstream.benchmarks.load.EventType;
import io.splitstream.benchmarks.load.LoadEvent;
import io.splitstream.benchmarks.load.LoadTarget;
import io.splitstream.benchmarks.load.Route;
import io.splitstream.benchmarks.load.SenderSettings;
import io.splitstream.benchmarks.report.Benchmark;
import io.splitstream.benchmarks.report.BenchmarkRequest;
import io.splitstream.benchmarks.report.Figures;
import io.splitstream.benchmarks.report.MeasurementException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/**
 * The time from an event's acknowledgement to the first answer of {@code /metrics} that counts it.
 *
 * <p>Open loop: {@value #EVENTS_PER_SECOND} events a second are sent when they are due, whether or not earlier ones
 * were answered. They go to one experiment of {@value #VARIANTS} variants with one user each, for the reason given at
 * {@link VisibilityDelays}.
 *
 * <p>Measured twice in a row and reported apart: while the processes, just started, are still being compiled, and then.
 */
public final class FreshnessBenchmark implements Benchmark {
    private static final int EVENTS_PER_SECOND = 1_000;
    private static final int VARIANTS = 20;
    private static final int EVENTS_PER_REQUEST = 10;
    private static final Duration TICK = Duration.ofMillis(1_000 * EVENTS_PER_REQUEST / EVENTS_PER_SECOND);
    private static final int CONNECTIONS = 16;
    private static final int WAITING_REQUESTS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "freshness";
    }

    @Override
    public String purpose() {
        return "from an event's acknowledgement to its show in /metrics, at 1,000 events/s";
    }

    @Override
    public Figures run(BenchmarkRequest request) throws InterruptedException {
        Duration length = Duration.ofSeconds(request.quick() ? 20 : 60);
        Histogram justStarted = measure(request.credentials(), length).delays;
        Measurement measured = measure(request.credentials(), length);
        Histogram delays = measured.delays;
        return new Figures(name())
                .with("events_per_second_asked", EVENTS_PER_SECOND)
                .with("events_per_second_acked", measured.events * 1e9 / measured.sendingNanos)
                .with("events", measured.events)
                .with("seconds", length.toSeconds())
                .with("just_started_p50_ms", millis(justStarted.getValueAtPercentile(50)))
                .with("just_started_p90_ms", millis(justStarted.getValueAtPercentile(90)))
                .with("just_started_p99_ms", millis(justStarted.getValueAtPercentile(99)))
                .with("just_started_max_ms", millis(justStarted.getMaxValue()))
                .with("ack_to_visible_p50_ms", millis(delays.getValueAtPercentile(50)))
                .with("ack_to_visible_p90_ms", millis(delays.getValueAtPercentile(90)))
                .with("ack_to_visible_p99_ms", millis(delays.getValueAtPercentile(99)))
                .with("ack_to_visible_max_ms", millis(delays.getMaxValue()))
                .with("polls", measured.poller.pollTimes().getTotalCount())
                .with("polls_failed", measured.poller.failures())
                .with("poll_p50_ms", millis(measured.poller.pollTimes().getValueAtPercentile(50)))
                .with("poll_p99_ms", millis(measured.poller.pollTimes().getValueAtPercentile(99)));
    }

    /**
     * The delays from acknowledgement to show of so long a time, at {@value #EVENTS_PER_SECOND} events/s, microseconds.
     *
     * @throws MeasurementException if events are lost, or not accepted as they are due
     */
    public static Histogram delays(Credentials credentials, Duration length) throws InterruptedException {
        return measure(credentials, length).delays;
    }

    private static Measurement measure(Credentials credentials, Duration length) throws InterruptedException {
        ApiClient admin = new ApiClient(credentials.api(), credentials.adminToken());
        LoadTarget target = target(admin);
        AckTimes acknowledged = new AckTimes(target.variantIds());
        ResultPoller poller = new ResultPoller(admin, target.experimentId(), target.variantIds());
        OpenLoop load = new OpenLoop(credentials, target, acknowledged, length);
        Thread sending = new Thread(load, "freshness-load");
        sending.start();
        try {
            while (sending.isAlive()) {
                poller.poll();
            }
            load.requireNoFailure();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (poller.seen() < acknowledged.count()) {
                if (System.nanoTime() > deadline) {
                    throw new MeasurementException(
                            acknowledged.count() + " events were acknowledged, but after " + PATIENCE + " only "
                                    + poller.seen() + " show in /metrics",
                            null);
                }
                poller.poll();
            }
        } finally {
            sending.interrupt();
            sending.join();
        }
        return new Measurement(acknowledged.count(), load.nanos, poller.delays(acknowledged), poller);
    }

    private static LoadTarget target(ApiClient admin) throws InterruptedException {
        try {
            return new Experiments(admin).start("freshness " + Instant.now(), VARIANTS);
        } catch (IOException e) {
            throw new MeasurementException("no experiment to measure with: " + e.getMessage(), e);
        }
    }

    private static double millis(long micros) {
        return micros / 1_000.0;
    }

    private record Measurement(long events, long sendingNanos, Histogram delays, ResultPoller poller) {}

    /** Sends on a schedule until its time is over and all is acknowledged. */
    private static final class OpenLoop implements Runnable {
        private final EventSender sender;
        private final LoadTarget target;
        private final AckTimes acknowledged;
        private final Duration length;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private long made;
        private volatile long nanos;

        OpenLoop(Credentials credentials, LoadTarget target, AckTimes acknowledged, Duration length) {
            this.sender = new EventSender(SenderSettings.to(credentials.edge(), credentials.crewToken()));
            this.target = target;
            this.acknowledged = acknowledged;
            this.length = length;
        }

        @Override
        public void run() {
            ExecutorService connections = new ThreadPoolExecutor(
                    CONNECTIONS, CONNECTIONS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_REQUESTS));
            long begin = System.nanoTime();
            try {
                long requests = length.dividedBy(TICK);
                for (long index = 0; index < requests && failure.get() == null; index++) {
                    TimeUnit.NANOSECONDS.sleep(begin + index * TICK.toNanos() - System.nanoTime());
                    EventRequest request = new EventRequest(Route.COLLECT, events());
                    connections.execute(() -> deliver(request));
                }
                connections.shutdown();
                if (!connections.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    failure.compareAndSet(
                            null, new MeasurementException("not all acknowledged within " + PATIENCE, null));
                }
            } catch (RejectedExecutionException e) {
                failure.compareAndSet(
                        null,
                        new MeasurementException(
                                WAITING_REQUESTS + " requests are waiting for a connection: the edge does not keep up",
                                e));
            } catch (InterruptedException e) {
                failure.compareAndSet(null, e);
            } finally {
                nanos = System.nanoTime() - begin;
                connections.shutdownNow();
            }
        }

        private void deliver(EventRequest request) {
            try {
                sender.deliver(request, acknowledged);
            } catch (InterruptedException | RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        }

        private List<LoadEvent> events() {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            List<LoadEvent> events = new ArrayList<>(EVENTS_PER_REQUEST);
            for (int index = 0; index < EVENTS_PER_REQUEST; index++) {
                int variant = (int) (made % VARIANTS);
                events.add(new LoadEvent(
                        "event-" + made,
                        target.experimentId(),
                        target.variantIds().get(variant),
                        "user-" + variant,
                        EventType.IMPRESSION,
                        null,
                        now));
                made++;
            }
            return events;
        }

        void requireNoFailure() {
            Throwable cause = failure.get();
            if (cause != null) {
                throw new MeasurementException("the load could not be sent: " + cause.getMessage(), cause);
            }
        }
    }
}
