package io.splitstream.edge.kafka;

import io.splitstream.contracts.definition.DefinitionCodec;
import io.splitstream.contracts.definition.ExperimentDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The definitions on disk, so that an edge that starts without a broker knows what it knew.
 *
 * <pre>
 * splitstream-definitions 1 CRC\n     format, CRC-32 of the rest in hexadecimal
 * {definition}\n                      one a line
 * </pre>
 *
 * <p>Written beside, forced to disk and moved into place: a reader sees the old one or the new one. For one thread.
 */
final class DefinitionSnapshot {
    private static final String HEADER = "splitstream-definitions 1 ";
    private static final String FILE = "definitions.snapshot";

    private final Path directory;
    private final DefinitionCodec codec = new DefinitionCodec();

    /**
     * @param directory exists and can be written to
     */
    DefinitionSnapshot(Path directory) {
        this.directory = directory;
    }

    /** Replaces the snapshot. */
    void write(Collection<ExperimentDefinition> definitions) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (ExperimentDefinition definition : definitions) {
            lines.writeBytes(codec.encode(definition));
            lines.write('\n');
        }
        byte[] body = lines.toByteArray();
        byte[] header = (HEADER + Long.toHexString(crc(body)) + "\n").getBytes(StandardCharsets.US_ASCII);
        Path next = directory.resolve(FILE + ".next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = ByteBuffer.allocate(header.length + body.length)
                    .put(header)
                    .put(body)
                    .flip();
            while (content.hasRemaining()) {
                file.write(content);
            }
            file.force(true);
        }
        Files.move(next, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        }
    }

    /**
     * The definitions of the snapshot; empty if there never was one.
     *
     * @throws IOException if there is one that cannot be read whole
     */
    Optional<List<ExperimentDefinition>> read() throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        int headerEnd = text.indexOf('\n') + 1;
        String body = text.substring(headerEnd);
        String expected = HEADER + Long.toHexString(crc(body.getBytes(StandardCharsets.UTF_8))) + "\n";
        if (!text.startsWith(expected)) {
            throw new IOException(file + " is damaged, or of a format newer than 1");
        }
        List<ExperimentDefinition> definitions = new ArrayList<>();
        for (String line : body.lines().toList()) {
            definitions.add(codec.decode(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Optional.of(definitions);
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
