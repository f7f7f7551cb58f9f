package io.splitstream.api.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What shall be different of a site; null for what stays. */
public record SiteChange(
        @Nullable String name,
        @Nullable List<String> origins,
        @Nullable Boolean respectsDoNotTrack) {}
