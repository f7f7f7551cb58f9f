@NullMarked
package io.splitstream.clickhouse;

import org.jspecify.annotations.NullMarked;
