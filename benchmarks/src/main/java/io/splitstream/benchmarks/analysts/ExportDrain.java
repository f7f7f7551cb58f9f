package io.splitstream.benchmarks.analysts;

import io.splitstream.benchmarks.client.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * An export that was read to its end and thrown away.
 *
 * @param lines ends of line in it
 */
record ExportDrain(long bytes, long lines) {
    private static final int BUFFER = 1 << 20;

    /** Reads at most so many rows of a view. */
    static ExportDrain of(Credentials credentials, String view, String format, long rows)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(credentials.api() + "/api/exports/" + view + "?format=" + format + "&limit=" + rows))
                .header("Authorization", "Bearer " + credentials.crewToken())
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException("an export was answered " + answer.statusCode());
        }
        long bytes = 0;
        long lines = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream body = answer.body()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return new ExportDrain(bytes, lines);
    }
}
