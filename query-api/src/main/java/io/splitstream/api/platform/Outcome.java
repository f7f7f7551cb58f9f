package io.splitstream.api.platform;

import java.util.function.Function;

/** What came of a use case: its result, or a refusal that the caller can do something about. Immutable. */
public sealed interface Outcome<T> {
    /** The use case was carried out. */
    record Done<T>(T value) implements Outcome<T> {}

    /** The use case was refused, and nothing was changed unless the refusal says so. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Outcome<T> refused(Refusal.Kind kind, String message) {
        return new Refused<>(new Refusal(kind, message));
    }

    /** The next step's outcome, or this refusal. */
    default <R> Outcome<R> then(Function<T, Outcome<R>> next) {
        return this instanceof Done<T> done ? next.apply(done.value()) : new Refused<>(((Refused<T>) this).refusal());
    }

    /** The result made into another, or this refusal. */
    default <R> Outcome<R> map(Function<T, R> next) {
        return then(value -> done(next.apply(value)));
    }
}
