@NullMarked
package io.splitstream.clickhouse.http;

import org.jspecify.annotations.NullMarked;
