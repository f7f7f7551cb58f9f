package io.splitstream.edge.http;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, as far as an event keeps it: a class of device, and an address that no longer
 * names a person. On the connection's event loop.
 */
final class Client {
    private static final int MAX_USER_AGENT = 512;
    private static final String OTHER = "other";

    private final InetAddress peer;
    /** Made when first asked for: many a request is refused before. */
    private @Nullable String anonymousPeer;

    /** Of the last request, if it is not long; one connection's requests mostly have the same. */
    private String userAgent = "";

    private String userAgentClass = OTHER;

    /** Who is at the other end of a connection, or of the connection that a stream is one of. */
    static Client of(Channel connection) {
        return new Client(
                connection.remoteAddress() instanceof InetSocketAddress address
                        ? address.getAddress()
                        : InetAddress.getLoopbackAddress());
    }

    /**
     * @param peer who connected
     */
    Client(InetAddress peer) {
        this.peer = peer;
    }

    /** {@code desktop, mobile, tablet, bot} or {@code other}. */
    String userAgentClass(@Nullable String header) {
        if (header == null) {
            return OTHER;
        }
        if (header.length() > MAX_USER_AGENT) {
            return classify(header.substring(0, MAX_USER_AGENT));
        }
        if (!header.equals(userAgent)) {
            userAgent = header;
            userAgentClass = classify(header);
        }
        return userAgentClass;
    }

    private static String classify(String userAgent) {
        String text = userAgent.toLowerCase(Locale.ROOT);
        if (text.contains("bot") || text.contains("crawl") || text.contains("spider")) {
            return "bot";
        }
        if (text.contains("ipad") || text.contains("tablet") || (text.contains("android") && !text.contains("mobi"))) {
            return "tablet";
        }
        if (text.contains("mobi") || text.contains("iphone")) {
            return "mobile";
        }
        return text.contains("windows") || text.contains("macintosh") || text.contains("x11") ? "desktop" : OTHER;
    }

    /**
     * The client's address: the /24 of IPv4, the /48 of IPv6.
     *
     * @param forwardedFor the header {@code X-Forwarded-For}; believed, in its last part, where a process of this
     *     machine connected
     */
    String address(@Nullable String forwardedFor) {
        if (forwardedFor == null || !peer.isLoopbackAddress()) {
            return anonymousPeer();
        }
        String last = forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).strip();
        byte[] forwarded = NetUtil.createByteArrayFromIpAddressString(last);
        return forwarded == null ? anonymousPeer() : anonymous(forwarded);
    }

    private String anonymousPeer() {
        String known = anonymousPeer;
        if (known == null) {
            known = anonymous(peer.getAddress());
            anonymousPeer = known;
        }
        return known;
    }

    private static String anonymous(byte[] address) {
        byte[] network = new byte[address.length];
        System.arraycopy(address, 0, network, 0, address.length == 4 ? 3 : 6);
        return NetUtil.bytesToIpAddress(network);
    }
}
