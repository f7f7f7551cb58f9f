package io.splitstream.edge.site;

import io.splitstream.contracts.site.Site;
import io.splitstream.edge.intake.StateRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the edge knows of sites: the highest revision seen of each, by its public key. */
public final class SiteRegistry implements StateRegistry<Site> {
    private final Map<String, Site> byKey = new ConcurrentHashMap<>();
    /** How many sites have pages of an origin. */
    private final Map<String, Integer> origins = new ConcurrentHashMap<>();

    private volatile boolean loaded;

    @Override
    public boolean accept(Site site) {
        Site known = byKey.get(site.publicKey());
        if (known != null && known.revision() >= site.revision()) {
            return false;
        }
        site.origins().forEach(origin -> origins.merge(origin, 1, Integer::sum));
        byKey.put(site.publicKey(), site);
        if (known != null) {
            forgetOrigins(known);
        }
        return true;
    }

    @Override
    public boolean remove(String publicKey) {
        Site known = byKey.remove(publicKey);
        if (known != null) {
            forgetOrigins(known);
        }
        return known != null;
    }

    @Override
    public void markLoaded() {
        loaded = true;
    }

    @Override
    public boolean isLoaded() {
        return loaded;
    }

    @Override
    public Collection<Site> all() {
        return List.copyOf(byKey.values());
    }

    /** The site of a public key, if it is known. */
    public Optional<Site> find(String publicKey) {
        return Optional.ofNullable(byKey.get(publicKey));
    }

    /** Whether some site has pages of an origin. */
    public boolean hasOrigin(String origin) {
        return origins.containsKey(origin);
    }

    private void forgetOrigins(Site site) {
        site.origins()
                .forEach(origin -> origins.computeIfPresent(origin, (key, sites) -> sites > 1 ? sites - 1 : null));
    }
}
