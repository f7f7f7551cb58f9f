package io.splitstream.api.study.note;

import org.jspecify.annotations.Nullable;

/**
 * A note to write.
 *
 * @param noteId of the note to write anew; null for another one
 */
public record NoteChange(@Nullable String noteId, String content) {}
