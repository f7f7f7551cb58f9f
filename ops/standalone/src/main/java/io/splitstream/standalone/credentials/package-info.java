/**
 * Secrets of a data directory, made once at random, and the development credentials that are handed out with them.
 */
@NullMarked
package io.splitstream.standalone.credentials;

import org.jspecify.annotations.NullMarked;
