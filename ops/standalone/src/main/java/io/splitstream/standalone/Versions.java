package io.splitstream.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Versions that the build pins and the supervisor needs to know.
 *
 * @param postgres of the embedded PostgreSQL
 */
record Versions(String postgres) {
    /** Reads what the build has written. */
    static Versions load() throws IOException {
        Properties properties = new Properties();
        try (InputStream resource = Versions.class.getResourceAsStream("/versions.properties")) {
            if (resource == null) {
                throw new IllegalStateException("versions.properties is missing from the class path");
            }
            properties.load(resource);
        }
        return new Versions(properties.getProperty("postgres"));
    }
}
