package io.splitstream.api.site;

/** Tells the collector of sites' states. */
@FunctionalInterface
public interface SiteAnnouncements {
    /**
     * Announces whatever of a site is not yet announced. Blocks for a few seconds at most.
     *
     * @return false if that could not be done; it will be done later without being asked again
     */
    boolean announceSite(String publicKey);
}
