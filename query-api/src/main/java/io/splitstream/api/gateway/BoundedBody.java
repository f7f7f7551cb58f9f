package io.splitstream.api.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Bodies of answers, as far as somebody is willing to read, and as long as they are willing to wait. */
final class BoundedBody {
    static final int USUAL_BYTES = 64 << 10;

    private BoundedBody() {}

    /**
     * Sends a request, and reads at most so many bytes of the answer.
     *
     * @param patience for all of it: a request's own timeout ends with the answer's headers
     * @throws HttpTimeoutException if that was too short
     */
    static HttpResponse<byte[]> send(HttpClient http, HttpRequest request, int most, Duration patience)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, info -> subscriber(most));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + patience);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Reads at most so many bytes, and leaves the rest. */
    private static BodySubscriber<byte[]> subscriber(int most) {
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
