package io.splitstream.api.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers of a webhook message.
 *
 * <ul>
 *   <li>{@code webhook-id}, {@code webhook-timestamp} (seconds) and {@code webhook-signature}: {@code v1,} and Base64 of
 *       HMAC-SHA256 over {@code id.timestamp.body} under the secret's decoded part, as of standardwebhooks.com;
 *   <li>{@code X-abTestBot-Signature}: {@code sha256=} and hexadecimal HMAC-SHA256 over the body under the UTF-8 bytes
 *       of the secret as it was shown.
 * </ul>
 */
public final class WebhookSignature {
    private WebhookSignature() {}

    /** The headers of a message. */
    public static Map<String, String> headers(WebhookSecret secret, String messageId, long seconds, String body) {
        String signed = messageId + "." + seconds + "." + body;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", messageId);
        headers.put("webhook-timestamp", String.valueOf(seconds));
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(hmac(secret.decoded(), signed)));
        headers.put(
                "X-abTestBot-Signature",
                "sha256=" + HexFormat.of().formatHex(hmac(secret.shown().getBytes(StandardCharsets.UTF_8), body)));
        return headers;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
