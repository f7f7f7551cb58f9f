/**
 * The tasks that a session's tester was given, and how far the tester is.
 *
 * Called by the surfaces.
 */
@NullMarked
package io.splitstream.api.study.checklist;

import org.jspecify.annotations.NullMarked;
