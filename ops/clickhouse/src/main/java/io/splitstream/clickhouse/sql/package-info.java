/**
 * Just enough of ClickHouse's SQL to tell a statement from its data, and to see what a policy must see. Pure.
 *
 * <p>The engine's own parser has the last word on what a statement does; what is here runs before it, because a text
 * with data inside must never reach that parser: inline data ends at a blank line there, and what follows would run.
 */
@NullMarked
package io.splitstream.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
