package io.splitstream.api.study.payout;

import org.jspecify.annotations.Nullable;

/** Who pays testers. Blocks for half a minute at most. Safe for use by several threads. */
public interface PayoutGateway {
    /** What the gateway made of a payout. */
    sealed interface Answer {
        /** It took it, now or before. */
        record Taken(@Nullable String reference) implements Answer {}

        /** It did not, or that is not known; it may be asked again. */
        record Later(String why) implements Answer {}

        /** It did not and will not. */
        record Never(String why) implements Answer {}
    }

    /** Hands a payout over. The same payout handed over twice is paid once, for the gateway goes by its id. */
    Answer pay(Payout payout);
}
