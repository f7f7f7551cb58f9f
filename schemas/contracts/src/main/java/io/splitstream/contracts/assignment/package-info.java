/**
 * Which variant a user gets: the hash that turns a user into a bucket, and the ranges of buckets that weights make.
 *
 * <p>The query API assigns by it, and anyone else who must tell a user's variant without asking computes it alike.
 * The algorithm is GrowthBook's, so that its SDKs agree with us. Pure functions.
 */
@NullMarked
package io.splitstream.contracts.assignment;

import org.jspecify.annotations.NullMarked;
