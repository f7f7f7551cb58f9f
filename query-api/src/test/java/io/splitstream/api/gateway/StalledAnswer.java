package io.splitstream.api.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that begins an answer and never ends it. */
final class StalledAnswer {
    /** What {@link #endOf} returns once the caller has closed the connection. */
    static final int CLOSED = -1;

    private StalledAnswer() {}

    /** Takes one request, answers with headers and the first bytes of a body, and waits for the caller to leave. */
    static int endOf(ServerSocket server) {
        try (Socket caller = server.accept()) {
            caller.setSoTimeout(8_000);
            caller.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            caller.getOutputStream().flush();
            byte[] rest = new byte[1 << 12];
            int read = 0;
            while (read >= 0) {
                read = caller.getInputStream().read(rest);
            }
            return CLOSED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
