package io.splitstream.api.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;

/** Bodies of answers, as far as somebody is willing to read. */
final class BoundedBody {
    static final int USUAL_BYTES = 64 << 10;

    private BoundedBody() {}

    /** Reads at most so many bytes, and leaves the rest. */
    static BodySubscriber<byte[]> subscriber(int most) {
        return BodySubscribers.mapping(BodySubscribers.ofInputStream(), body -> read(body, most));
    }

    private static byte[] read(InputStream body, int most) {
        try (body) {
            return body.readNBytes(most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
