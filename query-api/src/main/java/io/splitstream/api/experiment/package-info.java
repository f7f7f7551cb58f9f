/**
 * Experiments as they are planned and run: what one consists of, which transitions it may make, the use cases on it,
 * and the ports to where it is kept and announced.
 *
 * <p>Called by the surfaces; read by assignment and decision.
 */
@NullMarked
package io.splitstream.api.experiment;

import org.jspecify.annotations.NullMarked;
