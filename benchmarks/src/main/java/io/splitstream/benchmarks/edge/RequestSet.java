package io.splitstream.benchmarks.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;

/** Requests made beforehand, handed out in turn. For one event loop. */
final class RequestSet {
    /** The requests live as long as the process; nobody need look for leaks. */
    private static final ByteBufAllocator KEPT = new UnpooledByteBufAllocator(true, true);

    private final int eventsEach;
    private final List<ByteBuf> requests;
    private int next;

    /**
     * @param eventsEach events in each request
     * @param requests as they go over the wire, one or more
     */
    RequestSet(int eventsEach, List<byte[]> requests) {
        this.eventsEach = eventsEach;
        this.requests = requests.stream()
                .map(bytes -> Unpooled.unreleasableBuffer(
                        KEPT.directBuffer(bytes.length).writeBytes(bytes).asReadOnly()))
                .toList();
    }

    int eventsEach() {
        return eventsEach;
    }

    /** Bytes of a request, on average. */
    long bytesEach() {
        return requests.stream().mapToLong(ByteBuf::readableBytes).sum() / requests.size();
    }

    /** The next request, to be written. */
    ByteBuf next() {
        ByteBuf request = requests.get(next);
        next = next + 1 == requests.size() ? 0 : next + 1;
        return request.duplicate();
    }
}
