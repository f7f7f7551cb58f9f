package io.splitstream.benchmarks.edge;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** How a request's body travels. */
enum Packing {
    PLAIN,
    GZIP,
    ZSTD;

    /** The header that says so, with its line end; empty for none. */
    String header() {
        return switch (this) {
            case PLAIN -> "";
            case GZIP -> "Content-Encoding: gzip\r\n";
            case ZSTD -> "Content-Encoding: zstd\r\n";
        };
    }

    byte[] pack(byte[] body) {
        return switch (this) {
            case PLAIN -> body;
            case GZIP -> gzip(body);
            case ZSTD -> Zstd.compress(body);
        };
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return bytes.toByteArray();
    }
}
