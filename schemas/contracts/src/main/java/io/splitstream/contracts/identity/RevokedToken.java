package io.splitstream.contracts.identity;

/**
 * A token that was revoked before its expiry, as the collector is told.
 *
 * @param hash by {@link TokenHash#hex}
 * @param expiresAt milliseconds since the epoch; from then on nobody takes the token anyway
 */
public record RevokedToken(String hash, long expiresAt) {}
