/**
 * Which user is in which variant: sticky assignments by hash, and the ports to where they are kept and logged.
 *
 * <p>Called by the surfaces.
 */
@NullMarked
package io.splitstream.api.assignment;

import org.jspecify.annotations.NullMarked;
