/**
 * Confirming sessions, the ledger of payouts, and the port to whoever pays.
 *
 * Called by the surfaces and by the queue.
 */
@NullMarked
package io.splitstream.api.study.payout;

import org.jspecify.annotations.NullMarked;
