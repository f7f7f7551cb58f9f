package io.splitstream.contracts.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is kept of a token or key: its SHA-256, enough to know it again, nothing to use. */
public final class TokenHash {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(TokenHash::sha256);

    private TokenHash() {}

    /** The 32 bytes. */
    public static byte[] bytes(String token) {
        return SHA_256.get().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The bytes as 64 hexadecimal digits in lower case. */
    public static String hex(String token) {
        return HexFormat.of().formatHex(bytes(token));
    }
}
