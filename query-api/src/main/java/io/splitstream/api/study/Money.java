package io.splitstream.api.study;

/**
 * An amount of money.
 *
 * @param amountMinor in the currency's smallest unit, over 0
 * @param currency by ISO 4217
 */
public record Money(long amountMinor, String currency) {}
