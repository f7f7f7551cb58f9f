package io.splitstream.edge.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of a connection and the answer it gets; on the connection's event loop. */
final class Exchange {
    private boolean keepAlive;
    private @Nullable EventRequest request;
    private @Nullable BodyBuffer body;
    private @Nullable Answer answer;

    Exchange(boolean keepAlive) {
        this.keepAlive = keepAlive;
    }

    /** The body is wanted. */
    void expect(EventRequest expected, BodyBuffer into) {
        request = expected;
        body = into;
    }

    /** The request, while its body is wanted. */
    Optional<EventRequest> request() {
        return Optional.ofNullable(request);
    }

    /** What came of the body, while it is wanted. */
    Optional<BodyBuffer> body() {
        return Optional.ofNullable(body);
    }

    /** The body is not wanted any more: whole, or refused. */
    void endBody() {
        request = null;
        body = null;
    }

    void answer(Answer given) {
        answer = given;
    }

    Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    /** Whether the connection may serve more requests after this one. */
    boolean keepAlive() {
        return keepAlive;
    }

    void closeAfterwards() {
        keepAlive = false;
    }
}
