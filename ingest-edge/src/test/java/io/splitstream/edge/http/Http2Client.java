package io.splitstream.edge.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A client that speaks HTTP/2 from its first byte on, without TLS: Netty's own. */
final class Http2Client implements AutoCloseable {
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<Boolean> goAway = new CompletableFuture<>();
    private final Channel connection;

    Http2Client(InetSocketAddress address) {
        this(address, 65_535);
    }

    /**
     * @param window bytes of an answer that the server may send unasked; nobody asks for more
     */
    Http2Client(InetSocketAddress address, int window) {
        this.connection = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forClient()
                                        .encoderIgnoreMaxHeaderListSize(true)
                                        .initialSettings(
                                                Http2Settings.defaultSettings().initialWindowSize(window))
                                        .build())
                                .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
                                .addLast(new ChannelInboundHandlerAdapter() {
                                    @Override
                                    public void channelRead(ChannelHandlerContext context, Object frame) {
                                        if (frame instanceof Http2GoAwayFrame) {
                                            goAway.complete(true);
                                        }
                                        ReferenceCountUtil.release(frame);
                                    }
                                });
                    }
                })
                .connect(address)
                .syncUninterruptibly()
                .channel();
    }

    /** What came of a request: a status, 0 if its stream was reset or its connection ended. */
    record Answer(int status, String body) {}

    /**
     * Sends a request.
     *
     * @param whole whether its body ends; else no more of it will come
     */
    CompletableFuture<Answer> post(String path, String token, String body, boolean whole) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .path(path)
                .scheme("http")
                .authority("127.0.0.1")
                .add("authorization", "Bearer " + token);
        return send(headers, body, whole);
    }

    CompletableFuture<Answer> send(Http2Headers headers, String body, boolean whole) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(connection)
                .handler(new Collector(answer))
                .open()
                .syncUninterruptibly()
                .getNow();
        var unused = stream.write(new DefaultHttp2HeadersFrame(headers, false));
        unused = stream.writeAndFlush(
                new DefaultHttp2DataFrame(Unpooled.copiedBuffer(body, StandardCharsets.UTF_8), whole));
        return answer;
    }

    /** Completes when the server says that it takes no new requests. */
    CompletableFuture<Boolean> goAway() {
        return goAway;
    }

    boolean isOpen() {
        return connection.isActive();
    }

    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        var unused = loop.shutdownGracefully();
    }

    private static final class Collector extends SimpleChannelInboundHandler<Object> {
        private final CompletableFuture<Answer> answer;
        private final StringBuilder body = new StringBuilder();
        private int status;

        Collector(CompletableFuture<Answer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object frame) {
            boolean last = false;
            if (frame instanceof Http2HeadersFrame headers) {
                status = Integer.parseInt(String.valueOf(headers.headers().status()));
                last = headers.isEndStream();
            } else if (frame instanceof Http2DataFrame data) {
                body.append(data.content().toString(StandardCharsets.UTF_8));
                last = data.isEndStream();
            }
            if (last) {
                answer.complete(new Answer(status, body.toString()));
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame) {
                answer.complete(new Answer(status, body.toString()));
            }
            ReferenceCountUtil.release(event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.complete(new Answer(status, body.toString()));
        }
    }
}
