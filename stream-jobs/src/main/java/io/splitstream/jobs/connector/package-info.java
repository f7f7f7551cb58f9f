/** Where the jobs meet the outside: the topics they read, the epochs they are given, the tables they write. */
@NullMarked
package io.splitstream.jobs.connector;

import org.jspecify.annotations.NullMarked;
