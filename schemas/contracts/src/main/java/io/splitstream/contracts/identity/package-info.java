/**
 * Who calls: verification of bearer tokens, done alike by the edge and the query API.
 */
@NullMarked
package io.splitstream.contracts.identity;

import org.jspecify.annotations.NullMarked;
