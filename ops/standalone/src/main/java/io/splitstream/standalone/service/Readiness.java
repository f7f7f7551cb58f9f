package io.splitstream.standalone.service;

import java.io.IOException;

/** Tells whether a service does its work. */
@FunctionalInterface
public interface Readiness {
    /**
     * Whether the service is ready; takes a few seconds at most.
     *
     * @throws IOException if it does not answer; as good as {@code false}
     */
    boolean isReady() throws IOException, InterruptedException;

    /** Ready as soon as it runs. */
    static Readiness atOnce() {
        return () -> true;
    }
}
