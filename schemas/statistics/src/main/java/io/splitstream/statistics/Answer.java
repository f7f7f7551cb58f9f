package io.splitstream.statistics;

import java.util.Optional;
import java.util.function.Function;

/** A figure, or the reason why there is none. Immutable. */
public sealed interface Answer<T> {
    /** The figure. */
    record Given<T>(T figure) implements Answer<T> {}

    /** No figure. */
    record Withheld<T>(Reason why) implements Answer<T> {}

    static <T> Answer<T> of(T figure) {
        return new Given<>(figure);
    }

    static <T> Answer<T> withheld(Reason why) {
        return new Withheld<>(why);
    }

    /** The figure, if there is one. */
    default Optional<T> value() {
        return this instanceof Given<T> given ? Optional.of(given.figure()) : Optional.empty();
    }

    /** Why there is no figure; empty if there is one. */
    default Optional<Reason> reason() {
        return this instanceof Withheld<T> withheld ? Optional.of(withheld.why()) : Optional.empty();
    }

    /** The figure made into another, or the same reason. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return this instanceof Given<T> given ? next.apply(given.figure()) : withheld(((Withheld<T>) this).why());
    }
}
