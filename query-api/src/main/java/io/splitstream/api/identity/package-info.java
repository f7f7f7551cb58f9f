/** Who calls and whether they may: tokens in the header or the cookie, roles, and the origin rule for cookies. */
@NullMarked
package io.splitstream.api.identity;

import org.jspecify.annotations.NullMarked;
