/** The site-testing surface: its routes, JSON and errors. */
@NullMarked
package io.splitstream.api.surface.abtestbot;

import org.jspecify.annotations.NullMarked;
