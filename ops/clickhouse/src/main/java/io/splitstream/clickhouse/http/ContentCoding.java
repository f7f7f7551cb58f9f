package io.splitstream.clickhouse.http;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;

/** How a body is compressed on its way, beside not at all. */
enum ContentCoding {
    GZIP {
        @Override
        InputStream decode(InputStream in) throws IOException {
            return new GZIPInputStream(in, BUFFER_BYTES);
        }

        @Override
        OutputStream encode(OutputStream out) throws IOException {
            return new GZIPOutputStream(out, BUFFER_BYTES, true);
        }
    },
    ZSTD {
        @Override
        InputStream decode(InputStream in) throws IOException {
            return new ZstdInputStream(in).setLongMax(MAX_WINDOW_LOG);
        }

        @Override
        OutputStream encode(OutputStream out) throws IOException {
            return new ZstdOutputStream(out, 1);
        }
    },
    /** The LZ4 frame format. */
    LZ4 {
        @Override
        InputStream decode(InputStream in) throws IOException {
            return new LZ4FrameInputStream(in);
        }

        @Override
        OutputStream encode(OutputStream out) throws IOException {
            return new LZ4FrameOutputStream(out, BLOCKSIZE.SIZE_64KB);
        }
    },
    /** {@link NativeBlocks}: asked for in the URL and named in no header. */
    NATIVE_BLOCKS {
        @Override
        InputStream decode(InputStream in) {
            return new NativeBlockInputStream(in);
        }

        @Override
        OutputStream encode(OutputStream out) {
            return new NativeBlockOutputStream(out);
        }
    };

    private static final int BUFFER_BYTES = 32 * 1024;

    /** 8 MiB: a frame that wants a larger window is refused. */
    private static final int MAX_WINDOW_LOG = 23;

    private static final ContentCoding[] PREFERRED = {ZSTD, LZ4, GZIP};

    abstract InputStream decode(InputStream in) throws IOException;

    /** Closing the stream ends the coding and closes {@code out}. */
    abstract OutputStream encode(OutputStream out) throws IOException;

    /** The coding of a {@code Content-Encoding} header; empty for one that is not known. */
    static Optional<ContentCoding> named(String name) {
        return Arrays.stream(PREFERRED)
                .filter(coding -> coding.headerName().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The best coding that an {@code Accept-Encoding} header allows; empty if none of ours is in it. */
    static Optional<ContentCoding> accepted(String acceptEncoding) {
        String[] offers = acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1);
        return Arrays.stream(PREFERRED)
                .filter(coding -> Arrays.stream(offers)
                        .map(offer -> offer.replace(" ", ""))
                        .anyMatch(offer -> offer.equals(coding.headerName())
                                || (offer.startsWith(coding.headerName() + ";q=") && !offer.matches(".*;q=0(\\.0*)?"))))
                .findFirst();
    }

    /** The name in {@code Content-Encoding}. */
    String headerName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
