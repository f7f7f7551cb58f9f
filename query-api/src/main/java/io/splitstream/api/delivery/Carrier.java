package io.splitstream.api.delivery;

/** Tries a delivery. Blocks for 30 s at most. */
public interface Carrier {
    Attempt carry(Delivery delivery);
}
