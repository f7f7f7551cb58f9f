package io.splitstream.api.delivery;

/**
 * What is to be said.
 *
 * @param id tells copies apart: one that was queued for a target is not queued again
 * @param type such as {@code alert.raised}
 * @param body JSON for webhooks
 * @param subject of the mail
 * @param text of the mail
 */
public record Message(String id, String type, String body, String subject, String text) {
    String bodyFor(Channel.Kind kind) {
        return kind == Channel.Kind.WEBHOOK ? body : text;
    }
}
