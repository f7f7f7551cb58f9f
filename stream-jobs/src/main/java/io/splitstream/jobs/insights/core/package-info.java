/** What a session's interactions show. Pure: no Flink, no I/O, no clock. */
@NullMarked
package io.splitstream.jobs.insights.core;

import org.jspecify.annotations.NullMarked;
