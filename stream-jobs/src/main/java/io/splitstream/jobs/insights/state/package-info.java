/** The bytes of the insight job's streams and state, versioned. */
@NullMarked
package io.splitstream.jobs.insights.state;

import org.jspecify.annotations.NullMarked;
