package io.splitstream.contracts.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A bound was crossed. Latched: what an identity stands for is said once, however often the bound is crossed again.
 *
 * @param id the same for every copy: see {@link #id(String, int, AlertRule, int)}
 * @param version of the definition that the figures are a projection of
 * @param weightEpoch index of the newest allocation
 * @param completeUntil log time up to which the figures hold every event, milliseconds since the epoch; 0 if not known
 * @param raisedAt the raiser's clock, milliseconds since the epoch
 */
public record Alert(
        String id,
        String workspaceId,
        String experimentId,
        int version,
        int weightEpoch,
        AlertRule rule,
        AlertFigures figures,
        long completeUntil,
        long raisedAt) {

    /** The identity of an alert: SHA-256 over what it is about, in hexadecimal. */
    public static String id(String experimentId, int version, AlertRule rule, int weightEpoch) {
        return hash(experimentId + '\n' + version + '\n' + rule.key() + '\n' + weightEpoch);
    }

    /**
     * The identity of one of several alerts by the same rule.
     *
     * @param occurrence 1 for the first, counting up
     */
    public static String id(String experimentId, int version, AlertRule rule, int weightEpoch, long occurrence) {
        return hash(experimentId + '\n' + version + '\n' + rule.key() + '\n' + weightEpoch + '\n' + occurrence);
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
