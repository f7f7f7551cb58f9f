/**
 * Inputs that nobody meant: documents and requests damaged at random, and how many of them a run has time for. Test code
 * of the other packages.
 */
@NullMarked
package io.splitstream.edge.fuzz;

import org.jspecify.annotations.NullMarked;
