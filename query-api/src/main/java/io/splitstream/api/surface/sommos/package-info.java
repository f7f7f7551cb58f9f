/** The sommos dialect: its routes, JSON and errors, thin over the use cases. */
@NullMarked
package io.splitstream.api.surface.sommos;

import org.jspecify.annotations.NullMarked;
