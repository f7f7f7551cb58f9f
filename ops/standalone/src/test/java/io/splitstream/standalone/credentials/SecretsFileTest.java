package io.splitstream.standalone.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsFileTest {
    @TempDir
    Path directory;

    @Test
    void obtain_secondTime_returnsTheSame() throws IOException {
        Secrets first = file("a").obtain();
        assertThat(file("a").obtain()).isEqualTo(first);
    }

    @Test
    void obtain_otherDirectory_returnsOthers() throws IOException {
        assertThat(file("a").obtain()).isNotEqualTo(file("b").obtain());
    }

    @Test
    void obtain_newFile_isReadableByItsOwnerOnly() throws IOException {
        file("a").obtain();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a"))))
                .isEqualTo("rw-------");
    }

    @Test
    void obtain_damagedFile_isNotReplaced() throws IOException {
        Files.writeString(directory.resolve("a"), "{\"jwt_secret\":\"x\"");
        assertThatThrownBy(() -> file("a").obtain())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
        assertThat(directory.resolve("a")).hasContent("{\"jwt_secret\":\"x\"");
    }

    @Test
    void toString_always_showsNoSecret() throws IOException {
        Secrets secrets = file("a").obtain();
        assertThat(secrets.toString()).doesNotContain(secrets.jwtSecret()).doesNotContain(secrets.cronSecret());
    }

    private SecretsFile file(String name) {
        return new SecretsFile(directory.resolve(name), new SecureRandom());
    }
}
