package io.splitstream.api.platform;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sees to it that what is asked for under a {@link RequestKey} happens once within 24 h, whatever dies meanwhile.
 *
 * <p>Calls block. They throw {@link UnavailableException} if the store cannot be reached, if the first request under
 * the key takes long, or if what was stored could not be announced yet; sent again under its key the request then gets
 * the answer.
 */
public interface Replays {
    /** What {@link #once} answers without doing the work; empty if it would do it. */
    Optional<Outcome<KeptAnswer>> kept(RequestKey key);

    /**
     * The answer kept under the key, or else the work's, which is kept from then on if it is a success.
     *
     * @param work runs on the calling thread, and what it stores is stored together with its answer, or not at all;
     *     of several requests at once under one key only the first one's runs
     * @return refused if the key was used with another request
     */
    Outcome<KeptAnswer> once(RequestKey key, Supplier<KeptAnswer> work);
}
