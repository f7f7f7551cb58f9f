package io.splitstream.api.site;

import java.time.Instant;
import java.util.List;

/**
 * A site.
 *
 * @param publicKey names it to browsers: 32 hexadecimal digits
 * @param origins pages of these may send events under the key
 */
public record Site(
        String id,
        String workspaceId,
        String publicKey,
        String name,
        String url,
        List<String> origins,
        boolean respectsDoNotTrack,
        Crawl crawl,
        Instant createdAt,
        Instant updatedAt) {
    public Site {
        origins = List.copyOf(origins);
    }

    Site changed(String newName, List<String> newOrigins, boolean respects, Instant now) {
        return new Site(id, workspaceId, publicKey, newName, url, newOrigins, respects, crawl, createdAt, now);
    }

    Site crawled(Crawl seen, Instant now) {
        return new Site(id, workspaceId, publicKey, name, url, origins, respectsDoNotTrack, seen, createdAt, now);
    }
}
