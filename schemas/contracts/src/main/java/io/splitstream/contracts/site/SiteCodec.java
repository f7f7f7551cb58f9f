package io.splitstream.contracts.site;

import io.splitstream.contracts.definition.StateCodec;

/** {@link Site}s to and from JSON. Safe for use by several threads. */
public final class SiteCodec extends StateCodec<Site> {
    /** A codec. */
    public SiteCodec() {
        super(Site.class);
    }
}
