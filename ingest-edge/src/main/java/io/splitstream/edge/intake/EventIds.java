package io.splitstream.edge.intake;

import io.splitstream.contracts.event.Utf8Slice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Identities for events that bring none. For one thread.
 *
 * <p>With an idempotency key an event's id is a UUID of version 8 (RFC 9562): the first 128 bits, but for version and
 * variant, of
 *
 * <pre>SHA-256( length(workspace) workspace length(key) key index )</pre>
 *
 * with texts in UTF-8, and lengths and index as 32-bit big-endian numbers. So a request sent again under its key
 * has the same ids again. Without a key it is a UUID of version 7, new at each call.
 */
final class EventIds {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final LongSupplier random;
    private final byte[] text = new byte[36];

    /**
     * @param random gives 64 unpredictable bits
     */
    EventIds(LongSupplier random) {
        this.random = random;
    }

    /** Writes the id of the event at an index, from 0, of a request; 36 bytes, valid until the next call. */
    void identify(EventOrigin origin, int index, Utf8Slice id) {
        String key = origin.idempotencyKey();
        if (key == null) {
            long high = (origin.receivedAt() << 16) | 0x7000L | (random.getAsLong() & 0xFFFL);
            write(high, variant(random.getAsLong()));
            id.set(text, 0, text.length);
        } else {
            id.set(derived(origin.workspaceId(), key, index));
        }
    }

    private void write(long high, long low) {
        int at = 0;
        for (int digit = 0; digit < 32; digit++) {
            if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
                text[at++] = '-';
            }
            long half = digit < 16 ? high : low;
            text[at++] = HEX[(int) (half >>> (60 - 4 * (digit & 15))) & 15];
        }
    }

    static String derived(String workspaceId, String key, int index) {
        byte[] workspace = workspaceId.getBytes(StandardCharsets.UTF_8);
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer input = ByteBuffer.allocate(12 + workspace.length + keyBytes.length)
                .putInt(workspace.length)
                .put(workspace)
                .putInt(keyBytes.length)
                .put(keyBytes)
                .putInt(index);
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(input.array()));
        long high = (digest.getLong() & ~0xF000L) | 0x8000L;
        return new UUID(high, variant(digest.getLong())).toString();
    }

    private static long variant(long bits) {
        return (bits & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
