package io.splitstream.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds out before anything is started whether the ports are free. */
final class PortCheck {
    private PortCheck() {}

    /**
     * Tries each port.
     *
     * @throws IOException naming every port that is taken
     */
    static void requireFree(Ports ports) throws IOException {
        List<String> taken = new ArrayList<>();
        for (Map.Entry<String, Integer> port : ports.all().entrySet()) {
            if (!isFree(port.getValue())) {
                taken.add(port.getValue() + " (" + port.getKey() + ")");
            }
        }
        if (!taken.isEmpty()) {
            throw new IOException("in use by another program: port " + String.join(", port ", taken)
                    + "; stop it, or choose other ports by --port-offset N");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
