package io.splitstream.edge.http;

/** What the head of a request leads to. */
sealed interface Admission {
    /** An answer at once; the body is not looked at. */
    record Answered(Answer answer) implements Admission {}

    /** The body is wanted. */
    record Wanted(EventRequest request) implements Admission {}
}
