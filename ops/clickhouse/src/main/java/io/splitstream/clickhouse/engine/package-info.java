/**
 * The ClickHouse engine as a library: everything that knows about {@code libchdb.so} and native memory.
 *
 * <p>{@link io.splitstream.clickhouse.engine.Engine} boots it once for a process; an
 * {@link io.splitstream.clickhouse.engine.EngineSession} is one connection, made for one request and closed after
 * it. Making one costs a quarter of a millisecond, and nothing that a request sets can then reach the next.
 */
@NullMarked
package io.splitstream.clickhouse.engine;

import org.jspecify.annotations.NullMarked;
