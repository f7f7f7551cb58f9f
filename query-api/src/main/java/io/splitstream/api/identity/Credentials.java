package io.splitstream.api.identity;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of its caller.
 *
 * @param authorization the Authorization header
 * @param cookie the token cookie
 * @param changes whether the request's method may change anything
 * @param origin the Origin header
 * @param host the Host header
 */
public record Credentials(
        @Nullable String authorization,
        @Nullable String cookie,
        boolean changes,
        @Nullable String origin,
        @Nullable String host) {}
