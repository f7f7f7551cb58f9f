/** The flows dialect: its routes and JSON, thin over the use cases. Its errors are coded as those of sommos. */
@NullMarked
package io.splitstream.api.surface.flows;

import org.jspecify.annotations.NullMarked;
