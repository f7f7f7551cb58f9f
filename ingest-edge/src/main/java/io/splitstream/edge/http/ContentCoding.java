package io.splitstream.edge.http;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** How a body is compressed. */
enum ContentCoding {
    IDENTITY,
    GZIP,
    ZSTD;

    private static final int STEP_BYTES = 16 << 10;

    /** Events do not shrink to a hundredth; what claims to have done so is made to grow. */
    private static final int MAX_EXPANSION = 100;

    /** Up to here a body may expand as it likes. */
    private static final int UNSUSPECTED_BYTES = 64 << 10;

    /** The coding of a header's value; empty if there is no such. */
    static Optional<ContentCoding> of(@Nullable String header) {
        if (header == null) {
            return Optional.of(IDENTITY);
        }
        return switch (header.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> Optional.of(IDENTITY);
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            default -> Optional.empty();
        };
    }

    /** What came of decoding. */
    sealed interface Decoded {
        /** The plain body. */
        final class Plain implements Decoded {
            private final byte[] body;

            Plain(byte[] body) {
                this.body = body;
            }

            byte[] body() {
                return body;
            }
        }

        /** The body is not what its header says, or too large. */
        record Refused(Refusal refusal) implements Decoded {}
    }

    /**
     * Undoes the coding, holding no more than what came out so far.
     *
     * @param most bytes that may come out
     */
    Decoded decode(byte[] body, int most) {
        if (this == IDENTITY) {
            return new Decoded.Plain(body);
        }
        long suspicious = Math.max(UNSUSPECTED_BYTES, (long) MAX_EXPANSION * body.length);
        int bound = (int) Math.min(most, suspicious);
        try (InputStream in = open(body)) {
            byte[] out = new byte[Math.min(bound, Math.max(STEP_BYTES, body.length * 4))];
            int size = 0;
            while (true) {
                if (size == out.length) {
                    out = Arrays.copyOf(out, (int) Math.min(bound + 1L, 2L * size));
                }
                int read = in.read(out, size, Math.min(STEP_BYTES, out.length - size));
                if (read < 0) {
                    return new Decoded.Plain(Arrays.copyOf(out, size));
                }
                size += read;
                if (size > bound) {
                    return new Decoded.Refused(new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, tooLarge(bound, most)));
                }
            }
        } catch (IOException e) {
            return new Decoded.Refused(new Refusal(
                    RefusalCode.VALIDATION_ERROR,
                    "the body is not what Content-Encoding: " + name().toLowerCase(Locale.ROOT) + " says"));
        }
    }

    private static String tooLarge(int bound, int most) {
        return bound < most
                ? "the body expands more than " + MAX_EXPANSION + " times"
                : "the body has more than " + most + " bytes once decompressed";
    }

    private InputStream open(byte[] body) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        return this == GZIP
                ? new GZIPInputStream(in, STEP_BYTES)
                : new ZstdInputStreamNoFinalizer(in, RecyclingBufferPool.INSTANCE);
    }
}
