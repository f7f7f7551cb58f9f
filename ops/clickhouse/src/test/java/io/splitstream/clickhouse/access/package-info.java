@NullMarked
package io.splitstream.clickhouse.access;

import org.jspecify.annotations.NullMarked;
