package io.splitstream.edge.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.splitstream.edge.admission.AckPace;
import io.splitstream.edge.admission.Budget;
import io.splitstream.edge.admission.RateLimits;
import io.splitstream.edge.identity.Authenticator;
import io.splitstream.edge.intake.EventIntake;
import io.splitstream.edge.intake.RejectionLog;
import io.splitstream.edge.intake.SessionIntake;
import io.splitstream.edge.record.BufferPool;
import io.splitstream.edge.ring.SubmissionRing;
import io.splitstream.edge.telemetry.EdgeMetrics;
import io.splitstream.edge.telemetry.EventLedger;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Listens, and runs the event loops: epoll where the platform has it, NIO elsewhere. Each loop owns one ring.
 *
 * <p>To stop: {@link #stopAccepting}, wait until the work is done, {@link #close}.
 */
public final class HttpListener {
    private final EventLoopGroup loops;
    private final Class<? extends ServerChannel> serverType;
    private final Map<EventExecutor, EventEndpoint> endpoints = new HashMap<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Places places;
    private final Protocols protocols;
    private final List<Channel> servers = new ArrayList<>();

    /**
     * What the edge gives its HTTP surface.
     *
     * @param rings one for each event loop
     * @param buffers for bodies
     * @param bytesInFlight bytes that bodies take from their arrival to their answer
     * @param eventsInFlight events from their admission to their answer
     * @param pace told of acknowledgements
     */
    public record Context(
            List<SubmissionRing> rings,
            EventIntake.Context intake,
            SessionIntake.Context sessions,
            SiteGate.Context sites,
            BufferPool buffers,
            RejectionLog rejections,
            Authenticator authenticator,
            RateLimits rates,
            Budget bytesInFlight,
            Budget eventsInFlight,
            AckPace pace,
            EventLedger ledger,
            EdgeMetrics metrics,
            Health health,
            HttpLimits limits,
            Clock clock) {
        public Context {
            rings = List.copyOf(rings);
        }
    }

    public HttpListener(Context context) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.serverType = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        this.loops = new MultiThreadIoEventLoopGroup(context.rings.size(), new DefaultThreadFactory("http"), io);
        Answers answers = new Answers(context.clock);
        this.places = new Places(context.limits.connections());
        this.protocols = new Protocols(new ConnectionHandler.Shared(answers, context.metrics, context.limits), places);
        Budget answerBytes = new Budget(HttpLimits.ANSWER_BYTES);
        Gate gate = new Gate(
                context.authenticator,
                new SiteGate(context.sites, answers, answerBytes),
                context.rates,
                List.of(context.bytesInFlight, context.eventsInFlight),
                context.health,
                answers);
        EventEndpoint.Parts parts = new EventEndpoint.Parts(
                context.intake,
                context.sessions,
                context.buffers,
                context.bytesInFlight,
                answerBytes,
                context.rejections,
                context.rates,
                context.eventsInFlight,
                context.pace,
                context.ledger,
                context.metrics,
                answers,
                context.limits,
                context.clock);
        int index = 0;
        for (EventExecutor loop : loops) {
            endpoints.put(loop, new EventEndpoint((EventLoop) loop, context.rings.get(index++), gate, parts));
        }
    }

    /** Binds and starts accepting; the address that was bound. */
    public InetSocketAddress listen(InetSocketAddress address) {
        return listen(address, Optional::empty);
    }

    /** Binds and starts accepting connections that are encrypted; the address that was bound. */
    public InetSocketAddress listen(InetSocketAddress address, TlsCertificate certificate) {
        return listen(address, () -> Optional.of(certificate.context()));
    }

    private InetSocketAddress listen(InetSocketAddress address, Supplier<Optional<SslContext>> tls) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(serverType)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, tls.get());
                    }
                });
        Channel bound = bootstrap.bind(address).syncUninterruptibly().channel();
        servers.add(bound);
        return (InetSocketAddress) bound.localAddress();
    }

    /** Connections that are open. */
    public int connections() {
        return connections.size();
    }

    /** Stops listening; closes each connection after its next answer, or soon if it owes none. */
    public void stopAccepting() {
        servers.forEach(server -> server.close().syncUninterruptibly());
        protocols.drain();
        connections.forEach(protocols::drain);
    }

    /** Waits until every connection is closed; whether that was so within the timeout. */
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        return connections.newCloseFuture().await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes what is still open and ends the event loops, within the timeout. */
    public void close(Duration timeout) {
        loops.shutdownGracefully(0, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void accept(SocketChannel channel, Optional<SslContext> tls) {
        EventEndpoint endpoint = endpoints.get(channel.eventLoop());
        if (endpoint == null || !places.take(channel)) {
            var unused = channel.close();
            return;
        }
        connections.add(channel);
        protocols.open(channel, endpoint, tls);
    }
}
