/**
 * What the pipeline knows of sessions' interactions, and the port to it.
 *
 * Read by the analysis, the analytics and the reminders.
 */
@NullMarked
package io.splitstream.api.study.insight;

import org.jspecify.annotations.NullMarked;
