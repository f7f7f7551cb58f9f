package io.splitstream.benchmarks.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/**
 * Finds the responses in a connection's bytes: status and length, nothing else. Knows the forms that our servers write:
 * 204 without a body, all others with a {@code content-length}.
 */
abstract class ResponseScanner extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int LINE = 256;

    private final byte[] line = new byte[LINE];
    private int length;
    private int status;
    private long bodyLeft;
    private boolean inBody;

    /** A response is whole. */
    abstract void answered(ChannelHandlerContext context, int status);

    /** No more bytes for now. */
    void paused(ChannelHandlerContext context) {}

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        while (bytes.isReadable()) {
            if (inBody) {
                int skipped = (int) Math.min(bodyLeft, bytes.readableBytes());
                bytes.skipBytes(skipped);
                bodyLeft -= skipped;
                if (bodyLeft == 0) {
                    end(context);
                }
            } else {
                byte b = bytes.readByte();
                if (b == '\n') {
                    endLine(context);
                } else if (b != '\r' && length < LINE) {
                    line[length++] = b;
                }
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        paused(context);
        context.flush();
    }

    private void endLine(ChannelHandlerContext context) {
        if (length == 0 && status != 0) {
            inBody = true;
            if (bodyLeft == 0) {
                end(context);
            }
        } else if (status == 0 && length > 12) {
            status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0');
        } else if (length > 15 && (line[0] | 0x20) == 'c' && (line[8] | 0x20) == 'l' && line[14] == ':') {
            long value = 0;
            for (int i = 15; i < length; i++) {
                value = line[i] == ' ' ? value : value * 10 + (line[i] - '0');
            }
            bodyLeft = value;
        }
        length = 0;
    }

    private void end(ChannelHandlerContext context) {
        int finished = status;
        status = 0;
        inBody = false;
        bodyLeft = 0;
        answered(context, finished);
    }
}
