package io.splitstream.edge.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.splitstream.edge.admission.Budget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response to come. Immutable: nobody writes to the body's bytes, nor to the headers of what is sent.
 *
 * <p>One with a large body may be {@linkplain #within reserved} for in a budget, until it is {@linkplain #release
 * released}: once, when it was written or will never be.
 */
final class Answer {
    /** What a body may have without being reserved for. */
    private static final int SMALL_BYTES = 4 << 10;

    private static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");

    private final int status;
    private final byte[] body;
    private final Map<String, String> headers;
    /** The headers as they are sent; many requests have the same answer. */
    private final HttpHeaders sent;

    private final @Nullable Budget reservedIn;

    /**
     * An answer, in JSON unless its headers say otherwise.
     *
     * @param headers beside those that every answer has
     */
    Answer(int status, byte[] body, Map<String, String> headers) {
        this(status, body, headers, null);
    }

    private Answer(int status, byte[] body, Map<String, String> headers, @Nullable Budget reservedIn) {
        this.status = status;
        this.body = body;
        this.headers = Map.copyOf(headers);
        this.sent = sent(status, body.length, this.headers);
        this.reservedIn = reservedIn;
    }

    private static HttpHeaders sent(int status, int length, Map<String, String> more) {
        HttpHeaders all = new DefaultHttpHeaders();
        if (status != 204 && status != 304) {
            all.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                    .set(HttpHeaderNames.CONTENT_LENGTH, AsciiString.of(String.valueOf(length)));
        }
        all.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
        more.forEach((name, value) -> all.set(AsciiString.of(name), AsciiString.of(value)));
        return all;
    }

    /**
     * The response, as a new message.
     *
     * @param close whether the connection ends with it
     */
    FullHttpResponse response(boolean close) {
        HttpHeaders all = close ? sent.copy().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE) : sent;
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(body),
                all,
                EmptyHttpHeaders.INSTANCE);
    }

    /** The same with more headers, which win. */
    Answer with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return new Answer(status, body, all, reservedIn);
    }

    /** The same, reserved for where its body is large; empty if the budget has no room for that. */
    Optional<Answer> within(Budget budget) {
        if (body.length <= SMALL_BYTES) {
            return Optional.of(this);
        }
        return budget.tryReserve(body.length)
                ? Optional.of(new Answer(status, body, headers, budget))
                : Optional.empty();
    }

    boolean isReserved() {
        return reservedIn != null;
    }

    /** Gives back what was reserved, if anything was. */
    void release() {
        if (reservedIn != null) {
            reservedIn.release(body.length);
        }
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }
}
