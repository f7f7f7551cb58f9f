package io.splitstream.api.access;

/**
 * Something secret at the one time that it is shown.
 *
 * @param kept what is known of it afterwards
 */
public record Shown<T>(T kept, String secret) {}
