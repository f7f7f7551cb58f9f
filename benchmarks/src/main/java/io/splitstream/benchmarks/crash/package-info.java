/**
 * The edge under crashes: processes killed, stopped and restarted under load, disks that fill up. What was acknowledged
 * must be in the topic, and no event may be there under two identities.
 *
 * <p>Brings its own processes. The system tests run the same code, shorter.
 */
@NullMarked
package io.splitstream.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
