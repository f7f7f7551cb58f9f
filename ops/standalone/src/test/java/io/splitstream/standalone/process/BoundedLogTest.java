package io.splitstream.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogTest {
    @TempDir
    Path directory;

    @Test
    void append_reopened_keepsWhatWasThere() throws IOException {
        write(10, "one");
        write(10, "two");
        assertThat(directory.resolve("a.log")).hasContent("onetwo");
    }

    @Test
    void append_muchMoreThanFits_keepsTheNewestInThreeFiles() throws IOException {
        write(10, "11111111", "22222222", "33333333", "44444444", "55555555");
        assertThat(directory.resolve("a.log")).hasContent("55555555");
        assertThat(directory.resolve("a.log.1")).hasContent("44444444");
        assertThat(directory.resolve("a.log.2")).hasContent("33333333");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(3);
        }
    }

    private void write(long maximum, String... texts) throws IOException {
        try (BoundedLog log = new BoundedLog(directory.resolve("a.log"), maximum)) {
            for (String text : List.of(texts)) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                log.append(bytes, bytes.length);
            }
        }
    }
}
