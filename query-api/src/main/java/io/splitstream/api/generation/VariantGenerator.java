package io.splitstream.api.generation;

import io.splitstream.api.page.Page;

/** Makes variants of pages from plain English. May block. Safe for use by several threads. */
@FunctionalInterface
public interface VariantGenerator {
    /**
     * Makes a variant.
     *
     * @param prompt what somebody wants, in their words
     */
    Generation generate(Page page, String prompt);
}
