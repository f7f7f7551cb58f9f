package io.splitstream.edge.http;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.splitstream.edge.intake.Refusal;
import io.splitstream.edge.intake.RefusalCode;
import io.splitstream.edge.record.BufferPool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
    /** Compressed bytes that the decoder gets at a time, so that what came out can be held against what went in. */
    private static final int SIP_BYTES = 1 << 10;
    /** What RFC 8878 asks a decoder to support, and no more: 8 MiB of window. */
    private static final int ZSTD_WINDOW_BITS = 23;

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
        /** The plain body; an array of the pool, whose first {@code length} bytes it is. */
        final class Plain implements Decoded {
            private final byte[] body;
            private final int length;

            Plain(byte[] body, int length) {
                this.body = body;
                this.length = length;
            }

            byte[] body() {
                return body;
            }

            int length() {
                return length;
            }
        }

        /** The body is not what its header says, or too large. */
        record Refused(Refusal refusal) implements Decoded {}
    }

    /**
     * Undoes the coding into an array of a pool, holding no more than what came out so far. Gives up as soon as more
     * came out than what went in can mean, which is after 64 KiB of a bomb.
     *
     * @param most bytes that may come out
     */
    Decoded decode(byte[] body, int length, int most, BufferPool pool) {
        if (this == IDENTITY) {
            return new Decoded.Plain(body, length);
        }
        byte[] out = pool.take(STEP_BYTES);
        int size = 0;
        Sips sips = new Sips(body, length);
        try (InputStream in = open(sips)) {
            while (true) {
                if (size == out.length) {
                    byte[] larger = pool.take(2 * size);
                    System.arraycopy(out, 0, larger, 0, size);
                    pool.giveBack(out);
                    out = larger;
                }
                int read = in.read(out, size, Math.min(STEP_BYTES, out.length - size));
                if (read < 0) {
                    return new Decoded.Plain(out, size);
                }
                size += read;
                if (size > most) {
                    pool.giveBack(out);
                    return tooLarge("the body has more than " + most + " bytes once decompressed");
                }
                if (size > UNSUSPECTED_BYTES && size > MAX_EXPANSION * (long) (sips.taken() + SIP_BYTES)) {
                    pool.giveBack(out);
                    return tooLarge("the body expands more than " + MAX_EXPANSION + " times");
                }
            }
        } catch (IOException e) {
            pool.giveBack(out);
            return new Decoded.Refused(new Refusal(
                    RefusalCode.VALIDATION_ERROR,
                    "the body is not what Content-Encoding: " + name().toLowerCase(Locale.ROOT) + " says"));
        }
    }

    private static Decoded tooLarge(String message) {
        return new Decoded.Refused(new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, message));
    }

    private InputStream open(Sips in) throws IOException {
        return this == GZIP
                ? new GZIPInputStream(in, SIP_BYTES)
                : new ZstdInputStreamNoFinalizer(in, RecyclingBufferPool.INSTANCE).setLongMax(ZSTD_WINDOW_BITS);
    }

    /** A body that is handed out in small parts, and knows how much of it was. */
    private static final class Sips extends ByteArrayInputStream {
        Sips(byte[] body, int length) {
            super(body, 0, length);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, SIP_BYTES));
        }

        int taken() {
            return pos;
        }
    }
}
