package io.splitstream.edge.http;

import java.time.Duration;

/**
 * What a client may take.
 *
 * @param connections and streams of HTTP/2 that are open at a time, together
 * @param idle how long a connection may stay without a whole request or an answer
 * @param delivery how long an event may wait to be sent
 */
public record HttpLimits(int connections, Duration idle, Duration delivery) {
    /** Bytes of an ordinary body, compressed and not. */
    static final int BODY_BYTES = 1 << 20;

    /** Bytes of a stream of events, compressed and not. */
    static final int STREAM_BYTES = 4 << 20;

    /** Bytes of a refused request that are skipped so that its connection, and the answer on it, survive. */
    static final int SKIPPED_BYTES = 16 << 20;

    /**
     * Bytes of large answers that are made and not written yet. Apart from those of bodies, so that clients who do not
     * take their answers are in the way of other large answers alone.
     */
    static final int ANSWER_BYTES = 16 << 20;

    /** Requests of one connection that wait for their answers. */
    static final int PIPELINED = 64;

    /** Requests of one HTTP/2 connection that may be open at a time; the RFC advises not to go below 100. */
    static final int STREAMS = 128;

    /** How long a connection without a request stays open once the edge drains. */
    static final Duration LINGER = Duration.ofMillis(700);

    static final int LINE_BYTES = 4096;
    static final int HEADER_BYTES = 16 << 10;
    static final int CHUNK_BYTES = 64 << 10;
}
