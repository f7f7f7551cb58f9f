package io.splitstream.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives each connection its protocol: over TLS what client and edge negotiate (ALPN), else HTTP/2 where the client's
 * first bytes are HTTP/2's, HTTP/1.1 where they are not. Used on event loops.
 *
 * <p>Each stream of HTTP/2 has a {@link ConnectionHandler} of its own, as each connection of HTTP/1.1 has.
 */
final class Protocols {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long HANDSHAKE_MILLIS = 10_000;

    private final ConnectionHandler.Shared shared;
    private final Places places;
    private volatile boolean draining;

    Protocols(ConnectionHandler.Shared shared, Places places) {
        this.shared = shared;
        this.places = places;
    }

    /**
     * Sets up a new connection.
     *
     * @param tls what to encrypt with, if so
     */
    void open(Channel channel, EventEndpoint endpoint, Optional<SslContext> tls) {
        ChannelPipeline pipeline = channel.pipeline();
        if (tls.isEmpty()) {
            pipeline.addLast(new ByFirstBytes(endpoint));
            return;
        }
        SslHandler encryption = tls.get().newHandler(channel.alloc());
        encryption.setHandshakeTimeoutMillis(
                Math.min(HANDSHAKE_MILLIS, shared.limits().idle().toMillis()));
        pipeline.addLast(encryption).addLast(new ByNegotiation(endpoint));
    }

    /** From here on connections end after their next answer, or soon if they owe none; call {@link #drain} for each. */
    void drain() {
        draining = true;
    }

    /** Has a connection end: after its next answer, or soon if it owes none; from any thread. */
    void drain(Channel channel) {
        channel.eventLoop().execute(() -> {
            ChannelHandlerContext http1 = channel.pipeline().context(ConnectionHandler.class);
            if (http1 != null) {
                ((ConnectionHandler) http1.handler()).drain(http1);
            } else if (channel.pipeline().get(Http2FrameCodec.class) != null) {
                // Tells the client to go, and ends once the streams that it has are answered.
                var unused = channel.close();
            } else {
                var unused = closeUnless(channel, HttpLimits.LINGER.toMillis());
            }
        });
    }

    private void speakHttp1(ChannelPipeline pipeline, EventEndpoint endpoint) {
        ConnectionHandler handler = new ConnectionHandler(endpoint, shared, Client.of(pipeline.channel()), null);
        pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(HttpLimits.LINE_BYTES)
                        .setMaxHeaderSize(HttpLimits.HEADER_BYTES)
                        .setMaxChunkSize(HttpLimits.CHUNK_BYTES)))
                .addLast(handler);
        if (draining) {
            drain(pipeline.channel());
        }
    }

    private void speakHttp2(ChannelPipeline pipeline, EventEndpoint endpoint) {
        Http2Streams streams = new Http2Streams(shared.limits());
        Client client = Client.of(pipeline.channel());
        pipeline.addLast(Http2FrameCodecBuilder.forServer()
                        .initialSettings(Http2Settings.defaultSettings()
                                .maxConcurrentStreams(HttpLimits.STREAMS)
                                .maxHeaderListSize(HttpLimits.HEADER_BYTES))
                        // How long a connection that was told to go waits for the answers that it owes.
                        .gracefulShutdownTimeoutMillis(
                                shared.limits().delivery().toMillis())
                        .build())
                .addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        if (!places.take(stream)) {
                            // Netty tells the log of a reset that comes before it is done with the head.
                            stream.eventLoop().execute(() -> stream.writeAndFlush(
                                            new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM))
                                    .addListener(ChannelFutureListener.CLOSE));
                            return;
                        }
                        stream.pipeline()
                                .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                                .addLast(new ConnectionHandler(endpoint, shared, client, streams));
                    }
                }))
                .addLast(streams);
        if (draining) {
            drain(pipeline.channel());
        }
    }

    /** Ends a connection that has said nothing by then. */
    private static Future<?> closeUnless(Channel channel, long millis) {
        return channel.eventLoop()
                .schedule(
                        () -> {
                            if (channel.pipeline().get(ConnectionHandler.class) == null
                                    && channel.pipeline().get(Http2FrameCodec.class) == null) {
                                var unused = channel.close();
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    /** Waits for what tells the protocols apart. */
    private final class ByFirstBytes extends ByteToMessageDecoder {
        private final EventEndpoint endpoint;
        private @Nullable Future<?> patience;

        ByFirstBytes(EventEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            patience = closeUnless(context.channel(), shared.limits().idle().toMillis());
        }

        @Override
        protected void handlerRemoved0(ChannelHandlerContext context) {
            Future<?> waiting = patience;
            if (waiting != null) {
                waiting.cancel(false);
            }
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            int known = Math.min(in.readableBytes(), PREFACE.length);
            int same = 0;
            while (same < known && in.getByte(in.readerIndex() + same) == PREFACE[same]) {
                same++;
            }
            if (same < known) {
                speakHttp1(context.pipeline(), endpoint);
            } else if (same == PREFACE.length) {
                speakHttp2(context.pipeline(), endpoint);
            } else {
                return;
            }
            // What came so far goes on to those who come behind.
            context.pipeline().remove(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }
    }

    /** Waits for the end of a TLS handshake. What clients do wrong in one is no news. */
    private final class ByNegotiation extends ApplicationProtocolNegotiationHandler {
        private final EventEndpoint endpoint;

        ByNegotiation(EventEndpoint endpoint) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.endpoint = endpoint;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                speakHttp2(context.pipeline(), endpoint);
            } else {
                speakHttp1(context.pipeline(), endpoint);
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }
    }
}
