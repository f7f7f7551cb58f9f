/** The query API's process: {@link io.splitstream.api.ApiMain} wires the packages together and runs them. */
@NullMarked
package io.splitstream.api;

import org.jspecify.annotations.NullMarked;
