package io.splitstream.edge.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** A script as it is sent, in both codings. Immutable: nobody writes to its bytes. */
public final class Script {
    private final String tag;
    private final byte[] plain;
    private final byte[] gzip;

    /**
     * @param tag entity tag: equal tags, equal scripts
     * @param plain not to be changed any more
     */
    Script(String tag, byte[] plain) {
        this.tag = tag;
        this.plain = plain;
        this.gzip = compressed(plain);
    }

    public String tag() {
        return tag;
    }

    /** Its bytes, ASCII alone. */
    public byte[] plain() {
        return plain;
    }

    /** Its bytes, compressed. */
    public byte[] gzip() {
        return gzip;
    }

    int size() {
        return plain.length + gzip.length;
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return bytes.toByteArray();
    }
}
