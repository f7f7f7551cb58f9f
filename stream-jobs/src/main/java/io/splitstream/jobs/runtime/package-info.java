/** What every job starts with: its settings and its execution environment. */
@NullMarked
package io.splitstream.jobs.runtime;

import org.jspecify.annotations.NullMarked;
