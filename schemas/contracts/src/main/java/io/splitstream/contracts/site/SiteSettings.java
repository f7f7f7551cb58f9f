package io.splitstream.contracts.site;

/**
 * How a site treats its visitors.
 *
 * @param respectsDoNotTrack whether a visitor whose browser asks not to be tracked takes part in nothing and leaves no
 *     trace
 */
public record SiteSettings(boolean respectsDoNotTrack) {
    /** What holds where nothing is said. */
    public static final SiteSettings DEFAULT = new SiteSettings(false);
}
