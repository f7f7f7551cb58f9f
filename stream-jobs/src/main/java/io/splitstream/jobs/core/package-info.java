/** Rules that several jobs share. Pure: no Flink, no I/O, no clock. */
@NullMarked
package io.splitstream.jobs.core;

import org.jspecify.annotations.NullMarked;
