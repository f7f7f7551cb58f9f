package io.splitstream.edge.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.Http2Exception;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.telemetry.EdgeMetrics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/1.1, or one stream of HTTP/2: reads requests, and writes their answers in the requests' order,
 * whenever they come. On its event loop.
 *
 * <p>A refused request's body is skipped, up to {@link HttpLimits#SKIPPED_BYTES}: closing while a client still sends
 * would reset the connection and lose the answer on its way.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final EventEndpoint endpoint;
    private final Answers answers;
    private final EdgeMetrics metrics;
    private final HttpLimits limits;
    private final Client client;
    private final @Nullable Http2Streams siblings;

    private final Deque<Exchange> open = new ArrayDeque<>();
    private @Nullable Exchange receiving;
    private long skipped;
    private long progressAt = System.nanoTime();
    private boolean closing;
    private boolean draining;

    /** What all connections share. */
    record Shared(Answers answers, EdgeMetrics metrics, HttpLimits limits) {}

    /**
     * @param client shared by all streams of a connection
     * @param siblings the streams of the HTTP/2 connection that this is one of; null for a connection of HTTP/1.1
     */
    ConnectionHandler(EventEndpoint endpoint, Shared shared, Client client, @Nullable Http2Streams siblings) {
        this.endpoint = endpoint;
        this.answers = shared.answers;
        this.metrics = shared.metrics;
        this.limits = shared.limits;
        this.client = client;
        this.siblings = siblings;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (siblings == null) {
            watch(context);
        } else {
            siblings.opened(this, context);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        if (closing) {
            return;
        }
        if (message instanceof HttpRequest head) {
            begin(context, head);
        }
        if (message instanceof HttpContent content && !closing) {
            receive(context, content);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        throttle(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        if (siblings != null) {
            siblings.closed(this);
        }
        Exchange unfinished = receiving;
        if (unfinished != null) {
            stopReceiving(unfinished);
        }
        open.forEach(left -> left.answer().ifPresent(Answer::release));
        open.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        report(cause);
        close(context);
    }

    /** What networks and clients do wrong is no news. */
    static void report(Throwable cause) {
        if (!(cause instanceof IOException || cause instanceof CodecException || cause instanceof Http2Exception)) {
            LOG.error("a connection failed", cause);
        }
    }

    /**
     * Closes a connection after its next answer, or soon if it owes none. A request may be on its way to an idle
     * connection: it is answered, and told that it was the last.
     */
    void drain(ChannelHandlerContext context) {
        draining = true;
        Runnable closeIfIdle = () -> {
            if (open.isEmpty()) {
                close(context);
            }
        };
        var unused = context.executor().schedule(closeIfIdle, HttpLimits.LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) {
        progressAt = System.nanoTime();
        Exchange exchange = new Exchange(HttpUtil.isKeepAlive(head));
        open.add(exchange);
        receiving = exchange;
        skipped = 0;
        throttle(context);
        if (head.decoderResult().isFailure()) {
            exchange.closeAfterwards();
            complete(context, exchange, malformed(head.decoderResult().cause()));
            return;
        }
        if (head.uri().length() > HttpLimits.LINE_BYTES) {
            // HTTP/1.1's decoder sees to that itself.
            complete(context, exchange, malformed(new TooLongHttpLineException()));
            return;
        }
        boolean asks = HttpUtil.is100ContinueExpected(head);
        if (!context.channel().isWritable()) {
            // Read together with those whose answers the client does not take.
            refuse(context, exchange, answers.full(), asks);
            return;
        }
        Admission admission = endpoint.admit(head, client);
        if (admission instanceof Admission.Answered answered) {
            refuse(context, exchange, answered.answer(), asks);
            return;
        }
        if (admission instanceof Admission.Awaited awaited) {
            var unused = awaited.answer()
                    .thenAccept(answer -> context.executor().execute(() -> refuse(context, exchange, answer, asks)));
            return;
        }
        EventRequest request = ((Admission.Wanted) admission).request();
        if (HttpUtil.getContentLength(head, -1L) > request.maxBytes()) {
            refuse(context, exchange, tooLarge(request), asks);
            return;
        }
        exchange.expect(request, endpoint.newBody());
        if (asks && open.size() == 1) {
            var unused = context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    /** A client that asked before sending may send its body or not: only a new connection is sure to be in step. */
    private void refuse(ChannelHandlerContext context, Exchange exchange, Answer answer, boolean asked) {
        if (asked) {
            exchange.closeAfterwards();
        }
        complete(context, exchange, answer);
    }

    private void receive(ChannelHandlerContext context, HttpContent content) {
        Exchange exchange = receiving;
        if (exchange == null) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            stopReceiving(exchange);
            exchange.closeAfterwards();
            complete(context, exchange, malformed(content.decoderResult().cause()));
            return;
        }
        int length = content.content().readableBytes();
        Optional<BodyBuffer> body = exchange.body();
        if (body.isPresent()) {
            append(context, exchange, body.get(), content);
        } else {
            skipped += length;
            if (skipped > HttpLimits.SKIPPED_BYTES) {
                close(context);
                return;
            }
        }
        if (content instanceof LastHttpContent) {
            receiving = null;
            progressAt = System.nanoTime();
            exchange.request().ifPresent(request -> handle(context, exchange, request));
        }
    }

    private void append(ChannelHandlerContext context, Exchange exchange, BodyBuffer body, HttpContent content) {
        int length = content.content().readableBytes();
        EventRequest request = exchange.request().orElseThrow();
        if (body.size() + length > request.maxBytes()) {
            stopReceiving(exchange);
            complete(context, exchange, tooLarge(request));
        } else if (!body.append(content.content(), content instanceof LastHttpContent)) {
            stopReceiving(exchange);
            complete(context, exchange, answers.to(request.route()).full().with(request.headers()));
        }
    }

    private void stopReceiving(Exchange exchange) {
        exchange.body().ifPresent(BodyBuffer::settle);
        exchange.endBody();
    }

    private void handle(ChannelHandlerContext context, Exchange exchange, EventRequest request) {
        BodyBuffer body = exchange.body().orElseThrow();
        exchange.endBody();
        endpoint.handle(request, body, answer -> {
            body.settle();
            complete(context, exchange, answer);
        });
    }

    private void complete(ChannelHandlerContext context, Exchange exchange, Answer answer) {
        if (exchange.answer().isPresent()) {
            answer.release();
            return;
        }
        metrics.answered(answer.status());
        if (!context.channel().isActive()) {
            answer.release();
            return;
        }
        exchange.answer(answer);
        boolean close = false;
        ChannelFuture last = null;
        while (!open.isEmpty() && !close && open.peek().answer().isPresent()) {
            Exchange next = open.remove();
            close = !next.keepAlive() || (draining && open.isEmpty() && receiving == null);
            Answer ready = next.answer().orElseThrow();
            last = context.write(ready.response(close));
            if (ready.isReserved()) {
                last.addListener(written -> ready.release());
            }
        }
        progressAt = System.nanoTime();
        context.flush();
        if (close && last != null) {
            closing = true;
            last.addListener(ChannelFutureListener.CLOSE);
        } else {
            throttle(context);
        }
    }

    void close(ChannelHandlerContext context) {
        closing = true;
        var unused = context.close();
    }

    private Answer tooLarge(EventRequest request) {
        return answers.to(request.route())
                .refused(new Refusal(
                        RefusalCode.PAYLOAD_TOO_LARGE, "the body has more than " + request.maxBytes() + " bytes"))
                .with(request.headers());
    }

    private Answer malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return answers.refusedByProtocol(
                    414,
                    RefusalCode.PAYLOAD_TOO_LARGE,
                    "the request line has more than " + HttpLimits.LINE_BYTES + " bytes");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return answers.refusedByProtocol(
                    431,
                    RefusalCode.PAYLOAD_TOO_LARGE,
                    "the headers have more than " + HttpLimits.HEADER_BYTES + " bytes");
        }
        return answers.refused(new Refusal(RefusalCode.VALIDATION_ERROR, "the request is not valid HTTP/1.1"));
    }

    /** Reads on only while the client takes its answers, and does not run too far ahead of them. */
    private void throttle(ChannelHandlerContext context) {
        boolean read = open.size() < HttpLimits.PIPELINED && context.channel().isWritable();
        if (context.channel().config().isAutoRead() != read) {
            context.channel().config().setAutoRead(read);
        }
    }

    /** Whether a client makes no progress: idle, or taking too long for one request, however steadily it sends. */
    boolean isStuck(long now) {
        boolean waits = !open.isEmpty() && receiving == null;
        return !waits && now - progressAt > limits.idle().toNanos();
    }

    private void watch(ChannelHandlerContext context) {
        long period = limits.idle().toMillis() / 4;
        var unused = context.executor()
                .schedule(
                        () -> {
                            if (isStuck(System.nanoTime())) {
                                close(context);
                            } else if (context.channel().isActive()) {
                                watch(context);
                            }
                        },
                        period,
                        TimeUnit.MILLISECONDS);
    }
}
