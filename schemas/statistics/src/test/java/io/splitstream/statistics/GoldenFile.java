package io.splitstream.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The reference cases: one JSON object a line, from the file named by {@code -Dgolden.file} or our own. */
record GoldenFile(String name, boolean isOurs, List<JsonNode> cases) {
    private static final String OURS = "/golden/statistics.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    static GoldenFile chosen() {
        String path = System.getProperty("golden.file", "");
        try {
            return path.isEmpty() ? ours(OURS) : new GoldenFile(path, false, parsed(Files.readString(found(path))));
        } catch (IOException e) {
            throw new UncheckedIOException("golden file " + path + " cannot be read", e);
        }
    }

    static GoldenFile ours(String resource) throws IOException {
        try (InputStream stream = GoldenFile.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IOException("no resource " + resource);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new GoldenFile(resource, true, parsed(text));
        }
    }

    /** A relative path is taken from the module's directory or, where Maven was started, one above it. */
    private static Path found(String path) throws IOException {
        for (Path base = Path.of("").toAbsolutePath(); base != null; base = base.getParent()) {
            if (Files.exists(base.resolve(path))) {
                return base.resolve(path);
            }
        }
        throw new IOException("no file " + path + " here or above");
    }

    private static List<JsonNode> parsed(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(GoldenFile::parse)
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + line, e);
        }
    }
}
