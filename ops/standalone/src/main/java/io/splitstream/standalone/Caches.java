package io.splitstream.standalone;

import java.nio.file.Path;
import java.util.Map;

/** Where downloaded and unpacked things are kept that every data directory may share. */
final class Caches {
    private Caches() {}

    /**
     * {@code $SPLITSTREAM_CACHE}; else {@code /var/cache/splitstream} for root, whose home other accounts cannot pass
     * through; else {@code $XDG_CACHE_HOME/splitstream} or {@code ~/.cache/splitstream}.
     */
    static Path directory(Map<String, String> environment, String user) {
        String chosen = environment.getOrDefault("SPLITSTREAM_CACHE", "");
        if (!chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath();
        }
        if (user.equals("root")) {
            return Path.of("/var/cache/splitstream");
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = shared.isEmpty() ? Path.of(environment.getOrDefault("HOME", "/tmp"), ".cache") : Path.of(shared);
        return base.resolve("splitstream");
    }
}
