package io.splitstream.api.idea;

import io.splitstream.api.page.Page;
import java.util.Optional;

/** Draws pages with changes. May block for 20 s. Safe for use by several threads. */
public interface Renderer {
    /** Nobody draws here. */
    Renderer NONE = new Renderer() {
        @Override
        public boolean isThere() {
            return false;
        }

        @Override
        public Optional<String> draw(Page page, Proposal proposal) {
            return Optional.empty();
        }
    };

    /** Whether anything can be drawn. */
    boolean isThere();

    /** A page with a proposal's changes, a PNG as data URL; empty if it could not be drawn. */
    Optional<String> draw(Page page, Proposal proposal);
}
