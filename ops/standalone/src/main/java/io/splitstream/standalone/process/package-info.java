/**
 * Processes: starting, watching, restarting and stopping them, with a pid file and a bounded log each. Knows
 * nothing of what the processes do; the parts of the stack describe themselves as {@link
 * io.splitstream.standalone.process.Part}s.
 */
@NullMarked
package io.splitstream.standalone.process;

import org.jspecify.annotations.NullMarked;
