package io.splitstream.benchmarks.client;

/** Hears what a service answers. Safe for use by several threads. */
@FunctionalInterface
public interface AnswerListener {
    /** Hears nothing. */
    AnswerListener NONE = (method, path, answer) -> {};

    /**
     * An answer came; what this throws, the caller gets.
     *
     * @param path with its query
     */
    void heard(String method, String path, Answer answer);
}
