package io.splitstream.edge.identity;

import io.splitstream.contracts.identity.Principal;

/** Whether a request's sender is known. */
public sealed interface Authentication {
    /** The sender is known. */
    record Known(Principal principal) implements Authentication {}

    /** No token, or one that does not hold: 401. */
    record Unauthorized(String message) implements Authentication {}

    /** A token that holds, sent by a browser on behalf of a page that may not: 403. */
    record Forbidden(String message) implements Authentication {}
}
