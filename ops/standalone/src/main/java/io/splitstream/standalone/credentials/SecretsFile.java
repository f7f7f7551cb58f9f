package io.splitstream.standalone.credentials;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The secrets of a data directory, kept in one file of mode 0600. */
public final class SecretsFile {
    private final Path file;
    private final SecureRandom random;

    /**
     * @param file read if it exists, else written
     * @param random source of new secrets
     */
    public SecretsFile(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /**
     * The directory's secrets, made at the first call ever.
     *
     * @throws IOException if the file is damaged; it is never replaced then, for the stores were set up with it
     */
    public Secrets obtain() throws IOException {
        ObjectMapper json = new ObjectMapper();
        if (Files.exists(file)) {
            try {
                return json.readValue(file.toFile(), Secrets.class);
            } catch (IOException e) {
                throw new IOException(
                        file + " is damaged; bring it back from a backup, or start on another --data directory", e);
            }
        }
        Secrets secrets = Secrets.generate(random);
        PrivateFile.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(secrets));
        return secrets;
    }
}
