/**
 * What is said when an experiment crosses a bound, and its bytes (JSON).
 *
 * <p>The stream jobs append alerts to topic {@code splitstream.alerts} at least once; whoever reads them tells copies
 * by the id. The query API makes some of its own, of the same shape.
 */
@NullMarked
package io.splitstream.contracts.alert;

import org.jspecify.annotations.NullMarked;
