/**
 * Webhooks: secrets, signatures and the posting of one delivery. Signed as Standard Webhooks are, and with a header of
 * ours beside it.
 */
@NullMarked
package io.splitstream.api.webhook;

import org.jspecify.annotations.NullMarked;
