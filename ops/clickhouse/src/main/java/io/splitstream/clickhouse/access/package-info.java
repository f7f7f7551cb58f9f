/**
 * Who may do what: the gateway's two users, what each may run, and which settings a request may carry.
 *
 * <p>The engine knows one user, so this is where users are told apart. For the analyst the engine's own read-only
 * mode stands behind it.
 */
@NullMarked
package io.splitstream.clickhouse.access;

import org.jspecify.annotations.NullMarked;
