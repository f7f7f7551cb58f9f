package io.splitstream.edge.site;

import io.splitstream.contracts.site.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The scripts of sites, each made once a revision. Safe for use by several threads.
 *
 * <p>Bounded: keeps those asked for lately, up to a number of bytes; another is made again when it is asked for.
 */
public final class Scripts {
    private final RuntimeTemplate template;
    private final long mostBytes;
    private final Map<String, Made> byKey = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Made(long revision, Script script) {}

    /**
     * @param mostBytes to keep, at least 0
     */
    public Scripts(RuntimeTemplate template, long mostBytes) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("mostBytes: " + mostBytes + " (expected: 0 or more)");
        }
        this.template = template;
        this.mostBytes = mostBytes;
    }

    /** The script of a site's running experiments. */
    public Script running(Site site) {
        synchronized (byKey) {
            Made made = byKey.get(site.publicKey());
            if (made != null && made.revision == site.revision()) {
                return made.script;
            }
        }
        // Outside of the lock: compressing takes its time, and making one twice does no harm.
        Script script = new Script(tag(site, ""), template.running(site));
        keep(site, script);
        return script;
    }

    /** The script that shows one variant, of an experiment that runs or not, and does nothing else. Not kept. */
    public Script preview(Site site, String variantId) {
        return new Script(tag(site, "-preview"), template.preview(site, variantId));
    }

    /** Bytes that are kept. */
    public long bytes() {
        synchronized (byKey) {
            return bytes;
        }
    }

    private String tag(Site site, String suffix) {
        // Weak: both codings share it.
        return "W/\"" + template.version() + "-" + site.revision() + suffix + "\"";
    }

    private void keep(Site site, Script script) {
        synchronized (byKey) {
            Made before = byKey.put(site.publicKey(), new Made(site.revision(), script));
            bytes += script.size() - (before == null ? 0 : before.script.size());
            var eldest = byKey.values().iterator();
            while (bytes > mostBytes && eldest.hasNext()) {
                bytes -= eldest.next().script.size();
                eldest.remove();
            }
        }
    }
}
