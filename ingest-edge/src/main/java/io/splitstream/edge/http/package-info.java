/**
 * The edge's HTTP/1.1 surface: connections, routes, bodies, answers. Alone uses Netty.
 *
 * <p>Everything of a connection happens on its event loop, which never blocks. Order of checks: route, sender, rate,
 * media type, size, capacity; only then is a body read, and only then parsed.
 */
@NullMarked
package io.splitstream.edge.http;

import org.jspecify.annotations.NullMarked;
