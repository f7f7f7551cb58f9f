/**
 * The API as a client sees it: the credentials of a running stack, and calls that answer status and JSON.
 */
@NullMarked
package io.splitstream.benchmarks.client;

import org.jspecify.annotations.NullMarked;
