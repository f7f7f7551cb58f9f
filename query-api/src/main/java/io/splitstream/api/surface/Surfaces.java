package io.splitstream.api.surface;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The surfaces: each below a base path of its own, and all of them at the root, where the first has the first word. */
public final class Surfaces {
    private final Map<String, Surface> byBase;
    private final Surface first;

    /**
     * @param first who answers at the root where no other would
     */
    private Surfaces(String base, Surface first) {
        this.byBase = new LinkedHashMap<>();
        this.first = first;
        byBase.put(base, first);
    }

    /** One surface. */
    public static Surfaces of(String base, Surface first) {
        return new Surfaces(base, first);
    }

    /** These and another. */
    public Surfaces and(String base, Surface next) {
        byBase.put(base, next);
        return this;
    }

    /** The base paths, such as {@code /sommos}. */
    List<String> bases() {
        return List.copyOf(byBase.keySet());
    }

    List<Surface> all() {
        return List.copyOf(byBase.values());
    }

    Surface at(String base) {
        Surface surface = byBase.get(base);
        if (surface == null) {
            throw new IllegalArgumentException("no surface is at " + base);
        }
        return surface;
    }

    /** The path without the base that it begins with, if any. */
    String withoutBase(String path) {
        return byBase.keySet().stream()
                .filter(base -> path.startsWith(base + "/"))
                .findFirst()
                .map(base -> path.substring(base.length()))
                .orElse(path);
    }

    /** In whose words a path is answered; one that cannot be read is null. */
    Surface speakingFor(@Nullable String path) {
        if (path == null) {
            return first;
        }
        for (Map.Entry<String, Surface> entry : byBase.entrySet()) {
            if (path.startsWith(entry.getKey() + "/")) {
                return entry.getValue();
            }
        }
        return byBase.values().stream()
                .filter(surface -> surface.speaksFor(path))
                .findFirst()
                .orElse(first);
    }
}
