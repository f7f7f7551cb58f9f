package io.splitstream.standalone.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevCredentialsTest {
    @TempDir
    Path directory;

    @Test
    void write_always_hasTheDocumentedShapeAndMode() throws IOException {
        Path file = directory.resolve("dev-credentials.json");
        new DevCredentials(
                        "http://a",
                        "http://e",
                        "http://c",
                        "analyst",
                        "pw",
                        new DevTokens("t1", "t2", "t3", "t4"),
                        "sk_live_x",
                        "cs")
                .write(file);

        JsonNode expected = new ObjectMapper().readTree("""
                {"api":"http://a","edge":"http://e","clickhouse":"http://c","clickhouse_user":"analyst",
                 "clickhouse_password":"pw","tokens":{"admin":"t1","crew":"t2","guest":"t3","flows":"t4"},
                 "abtestbot_key":"sk_live_x","cron_secret":"cs"}
                """);
        assertThat(new ObjectMapper().readTree(file.toFile())).isEqualTo(expected);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
