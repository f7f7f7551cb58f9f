/**
 * The analysis of sessions: asked for, done on the queue, its findings kept as notes.
 *
 * Called by the surfaces and by the queue.
 */
@NullMarked
package io.splitstream.api.study.analysis;

import org.jspecify.annotations.NullMarked;
