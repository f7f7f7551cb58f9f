package io.splitstream.api.outbound;

import java.util.Optional;

/** What came of a request. */
public sealed interface OutboundResult {
    /**
     * An answer, whatever its status.
     *
     * @param url that answered, after redirects
     * @param body at most 2 MiB
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answered(String url, int status, Optional<String> contentType, byte[] body) implements OutboundResult {}

    /** The request was not made, or not followed: where it would have gone is closed. */
    record Refused(String reason) implements OutboundResult {}

    /** No answer, or one that is too slow or too large. */
    record Failed(String reason) implements OutboundResult {}
}
