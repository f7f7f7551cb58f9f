/**
 * Seeded event load whose exact outcome is known beforehand, and the client that delivers it until all is acknowledged.
 *
 * <p>Used by the benchmarks and by the system tests. The expectation is worked out from the generated events alone and
 * shares no code with the services that it judges.
 */
@NullMarked
package io.splitstream.benchmarks.load;

import org.jspecify.annotations.NullMarked;
