package io.splitstream.benchmarks.edge;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests made beforehand over keep-alive connections, on one event loop.
 *
 * <p>Closed loop: each connection keeps so many requests outstanding. Open loop: requests are sent when they are due,
 * whether or not earlier ones were answered, and a latency counts from the moment at which its request was due; so a
 * server that stalls is charged for what it kept waiting (no coordinated omission).
 */
final class LoadGenerator implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long TICK_NANOS = 500_000;

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("load"), EpollIoHandler.newFactory());
    private final List<Connection> connections = new ArrayList<>();

    /** Connects. */
    LoadGenerator(int port, int count) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Connection());
                    }
                });
        for (int i = 0; i < count; i++) {
            Channel channel = bootstrap
                    .connect(InetAddress.getLoopbackAddress(), port)
                    .syncUninterruptibly()
                    .channel();
            connections.add(channel.pipeline().get(Connection.class));
        }
    }

    /** Sends as fast as the answers come. */
    LoadOutcome closed(RequestSet requests, int outstanding, Duration length) throws InterruptedException {
        Run run = new Run(requests, length);
        onLoop(() -> {
            for (Connection connection : connections) {
                connection.begin(run);
                connection.refill = true;
                for (int i = 0; i < outstanding; i++) {
                    connection.send(System.nanoTime());
                }
                connection.flush();
            }
        });
        return finish(run, length);
    }

    /** Sends at a rate, in requests a second, spread evenly over the connections. */
    LoadOutcome open(RequestSet requests, double perSecond, Duration length) throws InterruptedException {
        Run run = new Run(requests, length);
        onLoop(() -> {
            connections.forEach(connection -> {
                connection.begin(run);
                connection.refill = false;
            });
            run.nanosPerRequest = 1e9 / perSecond;
            tick(run);
        });
        return finish(run, length);
    }

    /** How many connections are open. */
    int open() {
        return (int) connections.stream()
                .filter(connection -> connection.channel().isActive())
                .count();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void tick(Run run) {
        long now = System.nanoTime();
        while (run.due() <= now && run.due() < run.end) {
            Connection connection = connections.get((int) (run.sent % connections.size()));
            connection.send(run.due());
            run.touched.add(connection);
            run.sent++;
        }
        run.touched.forEach(Connection::flush);
        run.touched.clear();
        if (run.due() < run.end) {
            long wait = Math.max(run.due() - System.nanoTime(), TICK_NANOS);
            var unused = loop.next().schedule(() -> tick(run), wait, TimeUnit.NANOSECONDS);
        }
    }

    private LoadOutcome finish(Run run, Duration length) throws InterruptedException {
        Thread.sleep(length.toMillis());
        long deadline = System.nanoTime() + GRACE.toNanos();
        LoadOutcome outcome = ask(run);
        LoadOutcome all = outcome;
        while (all.unanswered() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(5);
            all = ask(run);
        }
        // Answers within the grace give their latencies; goodput counts to the load's end.
        return new LoadOutcome(
                outcome.accepted(),
                all.refused(),
                all.failed(),
                all.unanswered(),
                outcome.seconds(),
                all.acceptedMicros());
    }

    private LoadOutcome ask(Run run) throws InterruptedException {
        CompletableFuture<LoadOutcome> asked = new CompletableFuture<>();
        loop.next()
                .execute(() -> asked.complete(new LoadOutcome(
                        run.accepted,
                        run.refused,
                        run.failed,
                        pending(),
                        (Math.min(System.nanoTime(), run.end) - run.begin) / 1e9,
                        run.micros.copy())));
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load's event loop failed", e);
        }
    }

    private int pending() {
        return connections.stream().mapToInt(connection -> connection.size).sum();
    }

    private void onLoop(Runnable task) throws InterruptedException {
        loop.next().submit(task).sync();
    }

    /** A load under way; on the event loop. */
    private static final class Run {
        private final RequestSet requests;
        private final long begin = System.nanoTime();
        private final long end;
        private final Histogram micros = new Histogram(3);
        private final List<Connection> touched = new ArrayList<>();
        private double nanosPerRequest;
        private long sent;
        private long accepted;
        private long refused;
        private long failed;

        Run(RequestSet requests, Duration length) {
            this.requests = requests;
            this.end = begin + length.toNanos();
        }

        long due() {
            return begin + (long) (sent * nanosPerRequest);
        }

        void answered(int status, long due) {
            if (status >= 200 && status < 300) {
                accepted++;
                micros.recordValue(Math.max(0, (System.nanoTime() - due) / 1000));
            } else if (status == 429 || status == 503) {
                refused++;
            } else {
                failed++;
            }
        }
    }

    /** One connection and the moments at which its unanswered requests were due, oldest first. */
    private static final class Connection extends ResponseScanner {
        private long[] dues = new long[64];
        private int first;
        private int size;
        private boolean refill;
        private @Nullable Run run;
        private @Nullable ChannelHandlerContext context;

        @Override
        public void handlerAdded(ChannelHandlerContext added) {
            context = added;
        }

        Channel channel() {
            return requireNonNull(context).channel();
        }

        void begin(Run begun) {
            run = begun;
            first = 0;
            size = 0;
        }

        void flush() {
            requireNonNull(context).flush();
        }

        void send(long due) {
            Run current = requireNonNull(run);
            if (size == dues.length) {
                long[] grown = new long[2 * size];
                for (int i = 0; i < size; i++) {
                    grown[i] = dues[(first + i) % size];
                }
                dues = grown;
                first = 0;
            }
            dues[(first + size) % dues.length] = due;
            size = size + 1;
            var unused = requireNonNull(context).write(current.requests.next());
        }

        @Override
        void answered(ChannelHandlerContext ignored, int status) {
            Run current = run;
            if (current == null || size == 0) {
                return;
            }
            long due = dues[first];
            first = (first + 1) % dues.length;
            size = size - 1;
            current.answered(status, due);
            long now = System.nanoTime();
            if (refill && now < current.end) {
                send(now);
            }
        }
    }
}
