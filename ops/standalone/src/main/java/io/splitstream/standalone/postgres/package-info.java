/**
 * The metadata store: a real PostgreSQL server of our own, unpacked from a Maven artifact, durable, on loopback.
 */
@NullMarked
package io.splitstream.standalone.postgres;

import org.jspecify.annotations.NullMarked;
