/**
 * The embedded ClickHouse: the real engine as a library, behind ClickHouse's HTTP interface, in a process of its own.
 *
 * <p>{@link io.splitstream.clickhouse.GatewayMain} is the process. Requests come in through {@code http}, are read by
 * {@code sql}, judged by {@code access} and run by {@code engine}; nothing else in the project depends on this module,
 * for everything speaks to it as to any ClickHouse.
 */
@NullMarked
package io.splitstream.clickhouse;

import org.jspecify.annotations.NullMarked;
