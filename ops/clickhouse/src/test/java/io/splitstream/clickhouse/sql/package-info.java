@NullMarked
package io.splitstream.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
