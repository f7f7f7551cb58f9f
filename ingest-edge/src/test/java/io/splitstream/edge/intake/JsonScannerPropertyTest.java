package io.splitstream.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is JSON, as Jackson's strict parser says. */
final class JsonScannerPropertyTest {
    private final JsonFactory jackson = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(JsonScanner.MAX_DEPTH)
                    .build())
            .build();
    private final JsonScanner scanner = new JsonScanner();

    @Property(tries = 20_000)
    void skip_damagedJson_agreesWithJackson(@ForAll("documents") byte[] document) {
        assertThat(isJson(document))
                .as(new String(document, StandardCharsets.UTF_8))
                .isEqualTo(isUtf8(document) && isJacksonJson(document));
    }

    private boolean isJson(byte[] document) {
        scanner.start(document, 0, document.length);
        try {
            scanner.skip(0);
            return !scanner.hasMore();
        } catch (JsonFault e) {
            return false;
        }
    }

    /** Jackson lets bytes pass that are no UTF-8: some in names, and code points that there are not. */
    private static boolean isUtf8(byte[] document) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private boolean isJacksonJson(byte[] document) {
        try (JsonParser parser = jackson.createParser(document)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            // Texts and numbers are checked when they are looked at, or passed over.
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** JSON of every kind, with some bytes changed, cut or put in. */
    @Provide
    Arbitrary<byte[]> documents() {
        Arbitrary<String> scalar = Arbitraries.of(
                "1",
                "-0",
                "0.5e+3",
                "01",
                "1.",
                "-",
                "1e",
                "true",
                "nul",
                "null",
                "\"\"",
                "\"a b\"",
                "\"ü€😀\"",
                "\"\\u00e4\\n\"",
                "\"\\x\"",
                "\"\\ud800\"",
                "\"long enough for eight bytes\"",
                "\"tab\there\"",
                "\"open");
        Arbitrary<String> value = Arbitraries.lazyOf(
                () -> scalar,
                () -> scalar,
                () -> Arbitraries.lazy(this::values)
                        .list()
                        .ofMaxSize(3)
                        .map(list -> "[" + String.join(", ", list) + "]"),
                () -> Arbitraries.lazy(this::values)
                        .list()
                        .ofMaxSize(3)
                        .map(list -> "{"
                                + String.join(
                                        ",",
                                        list.stream()
                                                .map(each -> "\"k\": " + each)
                                                .toList())
                                + " }"));
        return Combinators.combine(
                        value,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(2),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 6))
                .as(JsonScannerPropertyTest::damage);
    }

    private Arbitrary<String> values() {
        return Arbitraries.of("1", "{}", "[]", "[[1]]", "{\"a\":{\"b\":[]}}", "\"x\"", "false", "[1,]", "{\"a\"}");
    }

    private static byte[] damage(String text, byte[] more, int where, int how) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        int at = where % (whole.length + 1);
        if (how > 2) {
            return whole;
        }
        int removed = Math.min(how, whole.length - at);
        byte[] damaged = new byte[whole.length - removed + more.length];
        System.arraycopy(whole, 0, damaged, 0, at);
        System.arraycopy(more, 0, damaged, at, more.length);
        System.arraycopy(whole, at + removed, damaged, at + more.length, whole.length - at - removed);
        return damaged;
    }
}
