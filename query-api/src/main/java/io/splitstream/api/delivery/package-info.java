/**
 * Messages to whoever asked for them, at least once: channels, the queue of deliveries with its log, and the courier
 * who tries until it is done. Who carries a message is a {@link io.splitstream.api.delivery.Carrier}: webhooks, mail.
 *
 * <p>A surface that sends something makes channels of its own under an owner's name and puts messages in the queue by
 * {@link io.splitstream.api.delivery.Deliveries}; a message has an id, and is queued once per channel or address
 * however often it is put there.
 */
@NullMarked
package io.splitstream.api.delivery;

import org.jspecify.annotations.NullMarked;
