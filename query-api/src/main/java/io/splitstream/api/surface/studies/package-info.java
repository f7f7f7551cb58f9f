/** The studies surface: routes, JSON and errors of {@code studies.yaml}. */
@NullMarked
package io.splitstream.api.surface.studies;

import org.jspecify.annotations.NullMarked;
