/**
 * ClickHouse's HTTP interface, as far as its official clients use it.
 *
 * <p>{@link io.splitstream.clickhouse.http.HttpFront} listens; {@link io.splitstream.clickhouse.http.QueryHandler}
 * answers one request on one thread from its first byte to its last, holding one engine session and a few hundred
 * kilobytes.
 */
@NullMarked
package io.splitstream.clickhouse.http;

import org.jspecify.annotations.NullMarked;
