@NullMarked
package io.splitstream.clickhouse.engine;

import org.jspecify.annotations.NullMarked;
