package io.splitstream.edge.http;

import java.util.concurrent.CompletableFuture;

/** What the head of a request leads to. */
sealed interface Admission {
    /** An answer at once; the body is not looked at. */
    record Answered(Answer answer) implements Admission {}

    /** An answer that takes a while; the body is not looked at. Never fails. */
    record Awaited(CompletableFuture<Answer> answer) implements Admission {}

    /** The body is wanted. */
    record Wanted(EventRequest request) implements Admission {}
}
