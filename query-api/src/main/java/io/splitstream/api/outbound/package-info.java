/**
 * Requests to addresses that users give: the one way out to them. Every host is resolved once, refused unless its
 * addresses are public, and the connection goes to the very addresses that were looked at. Alone imports the client.
 */
@NullMarked
package io.splitstream.api.outbound;

import org.jspecify.annotations.NullMarked;
