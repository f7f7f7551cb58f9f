package io.splitstream.edge.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The streams of one HTTP/2 connection, watched together: a stream that makes no progress is reset, a connection without
 * streams ends when it was idle for too long. On the connection's event loop.
 */
final class Http2Streams extends ChannelInboundHandlerAdapter {
    private final HttpLimits limits;
    private final Map<ConnectionHandler, ChannelHandlerContext> open = new HashMap<>();
    private long progressAt = System.nanoTime();

    Http2Streams(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        watch(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ConnectionHandler.report(cause);
        var unused = context.close();
    }

    void opened(ConnectionHandler stream, ChannelHandlerContext context) {
        progressAt = System.nanoTime();
        open.put(stream, context);
    }

    void closed(ConnectionHandler stream) {
        progressAt = System.nanoTime();
        open.remove(stream);
    }

    private void watch(ChannelHandlerContext context) {
        var unused =
                context.executor().schedule(() -> look(context), limits.idle().toMillis() / 4, TimeUnit.MILLISECONDS);
    }

    private void look(ChannelHandlerContext context) {
        long now = System.nanoTime();
        for (Map.Entry<ConnectionHandler, ChannelHandlerContext> stream : new ArrayList<>(open.entrySet())) {
            if (stream.getKey().isStuck(now)) {
                stream.getKey().close(stream.getValue());
            }
        }
        if (open.isEmpty() && now - progressAt > limits.idle().toNanos()) {
            var unused = context.close();
        }
        if (context.channel().isActive()) {
            watch(context);
        }
    }
}
