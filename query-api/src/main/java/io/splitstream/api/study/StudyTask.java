package io.splitstream.api.study;

import org.jspecify.annotations.Nullable;

/**
 * Something that testers are asked to do.
 *
 * @param id unique in the whole system
 * @param variant the only one whose testers are asked; null for all
 */
public record StudyTask(
        String id,
        String title,
        String description,
        @Nullable StudyVariant variant) {
    /** Whether testers of a variant are asked. */
    public boolean isFor(StudyVariant seen) {
        return variant == null || variant == seen;
    }
}
