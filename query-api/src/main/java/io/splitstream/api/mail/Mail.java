package io.splitstream.api.mail;

/**
 * A mail in plain text.
 *
 * @param id the same for every attempt; becomes the message's id, by which mail servers know copies
 */
public record Mail(String id, String to, String subject, String text) {}
