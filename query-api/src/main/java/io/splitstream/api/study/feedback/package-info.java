/**
 * What testers say of a study after their session.
 *
 * Called by the surfaces; read by the analysis.
 */
@NullMarked
package io.splitstream.api.study.feedback;

import org.jspecify.annotations.NullMarked;
