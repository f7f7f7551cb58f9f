package io.splitstream.benchmarks.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Consecutive ports of loopback that nobody listens on. */
public final class PortRange {
    private static final int LOWEST = 21_000;
    private static final int HIGHEST = 29_000;

    private PortRange() {}

    /**
     * The first port of a free range.
     *
     * @throws IOException if there is none
     */
    public static int free(int count) throws IOException {
        for (int base = LOWEST; base < HIGHEST; base += count) {
            if (isFree(base, count)) {
                return base;
            }
        }
        throw new IOException("no " + count + " free ports from " + LOWEST + " to " + HIGHEST);
    }

    private static boolean isFree(int base, int count) {
        for (int port = base; port < base + count; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
