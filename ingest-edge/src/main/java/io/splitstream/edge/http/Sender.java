package io.splitstream.edge.http;

import io.splitstream.contracts.identity.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sends a request's events. */
sealed interface Sender {
    /**
     * The sender is known.
     *
     * @param headers that the answer needs so that the sender's page may read it
     */
    record Known(Principal principal, Map<String, String> headers) implements Sender {
        public Known {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A page with a key that no site has, as far as is known.
     *
     * @param origin of the page; null where it does not say
     */
    record OfUnknownSite(String key, @Nullable String origin) implements Sender {}

    /** The request is not to be read. */
    record Refused(Answer answer) implements Sender {}
}
