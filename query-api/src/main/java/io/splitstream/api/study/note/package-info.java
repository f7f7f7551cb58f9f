/**
 * What people and the analysis have to say of a session.
 *
 * Called by the surfaces and by the analysis.
 */
@NullMarked
package io.splitstream.api.study.note;

import org.jspecify.annotations.NullMarked;
