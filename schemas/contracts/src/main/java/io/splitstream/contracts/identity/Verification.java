package io.splitstream.contracts.identity;

/** What came of verifying a token. */
public sealed interface Verification {
    /** The token holds. */
    record Accepted(Principal principal) implements Verification {}

    /**
     * The token does not hold.
     *
     * @param reason for the caller: what is wrong, without what the token says
     */
    record Rejected(String reason) implements Verification {}
}
