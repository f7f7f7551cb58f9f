/**
 * The stream cluster: a real JobManager and TaskManager, and the keeper that has both jobs running on it, from their
 * newest checkpoint whenever there is one.
 */
@NullMarked
package io.splitstream.standalone.flink;

import org.jspecify.annotations.NullMarked;
