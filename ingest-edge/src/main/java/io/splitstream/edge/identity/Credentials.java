package io.splitstream.edge.identity;

import org.jspecify.annotations.Nullable;

/** The headers of a request that say who sends it, each null where it is absent. */
public record Credentials(
        @Nullable String authorization,
        @Nullable String cookie,
        @Nullable String origin,
        @Nullable String host) {}
