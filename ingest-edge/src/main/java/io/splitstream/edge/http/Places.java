package io.splitstream.edge.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.splitstream.edge.admission.Budget;

/**
 * Room for connections and the streams of HTTP/2 together: a stream has all that a connection of HTTP/1.1 has. Safe for
 * use by several threads.
 */
final class Places {
    private final Budget places;
    private final ChannelFutureListener leave;

    /**
     * @param total at least 1
     */
    Places(int total) {
        this.places = new Budget(total);
        this.leave = closed -> places.release(1);
    }

    /** Takes a place for as long as the channel is open; whether there was one. */
    boolean take(Channel channel) {
        if (!places.tryReserve(1)) {
            return false;
        }
        channel.closeFuture().addListener(leave);
        return true;
    }
}
