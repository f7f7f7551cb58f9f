package io.splitstream.benchmarks.crash;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection at a time, kept by the rules: it ends where an answer says {@code Connection: close} or where
 * the server has closed it while it was idle; the next one goes to the next server. Blocking, for one thread.
 *
 * <p>Never sends a request a second time by itself: what broke is the caller's to judge.
 */
final class KeepAliveClient implements AutoCloseable {
    private static final int MAX_LINE = 8192;

    private final List<Integer> ports;
    private final Duration patience;
    private int next;
    private @Nullable SocketChannel channel;

    /**
     * @param ports of loopback, tried in turn
     * @param patience for a connection, and for each part of an answer
     */
    KeepAliveClient(List<Integer> ports, Duration patience) {
        this.ports = List.copyOf(ports);
        this.patience = patience;
    }

    /** Sends a request and waits for its answer. */
    Reply send(byte[] request) {
        SocketChannel open = ready();
        if (open == null) {
            return new Reply.Unreached();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            return answer(open);
        } catch (IOException e) {
            drop();
            return new Reply.Broken(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        drop();
    }

    /** A connection that is open as far as can be seen; null if no server takes one. */
    private @Nullable SocketChannel ready() {
        SocketChannel open = channel;
        if (open != null && isOpen(open)) {
            return open;
        }
        drop();
        for (int tried = 0; tried < ports.size(); tried++) {
            int port = ports.get(next);
            next = (next + 1) % ports.size();
            try {
                SocketChannel connected = SocketChannel.open();
                channel = connected;
                connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
                InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                connected.socket().connect(address, Math.toIntExact(patience.toMillis()));
                connected.socket().setSoTimeout(Math.toIntExact(patience.toMillis()));
                return connected;
            } catch (IOException e) {
                drop();
            }
        }
        return null;
    }

    private static boolean isOpen(SocketChannel idle) {
        try {
            idle.configureBlocking(false);
            boolean ended = idle.read(ByteBuffer.allocate(1)) != 0;
            idle.configureBlocking(true);
            return !ended;
        } catch (IOException e) {
            return false;
        }
    }

    private Reply answer(SocketChannel open) throws IOException {
        InputStream in = open.socket().getInputStream();
        String status = line(in);
        int length = 0;
        boolean close = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            close |= lower.startsWith("connection:") && lower.endsWith("close");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("the connection ended within an answer");
        }
        if (close) {
            drop();
        }
        return new Reply.Answered(Integer.parseInt(status.split(" ", 3)[1]), new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.length() > MAX_LINE) {
                throw new IOException("the connection ended before an answer");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private void drop() {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone either way.
                channel = null;
            }
        }
    }
}
