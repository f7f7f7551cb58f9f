package io.splitstream.benchmarks.json;

import java.io.IOException;

/** Reads every field of the events of a JSON array. */
@FunctionalInterface
interface ArrayReader {
    /**
     * Reads a body.
     *
     * @return a sum of something of each field, so that nothing read can be left out
     */
    long read(byte[] body) throws IOException;
}
