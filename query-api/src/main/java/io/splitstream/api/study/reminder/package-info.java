/**
 * Reminding testers who have gone silent, once for each threshold.
 *
 * Called by the surfaces and by the queue.
 */
@NullMarked
package io.splitstream.api.study.reminder;

import org.jspecify.annotations.NullMarked;
