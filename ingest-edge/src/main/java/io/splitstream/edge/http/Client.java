package io.splitstream.edge.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an event keeps of who sent it: a class of device, and an address that no longer names a person. */
final class Client {
    private static final int MAX_USER_AGENT = 512;

    private Client() {}

    /** {@code desktop, mobile, tablet, bot} or {@code other}. */
    static String userAgentClass(@Nullable String userAgent) {
        if (userAgent == null) {
            return "other";
        }
        String text = userAgent
                .substring(0, Math.min(userAgent.length(), MAX_USER_AGENT))
                .toLowerCase(Locale.ROOT);
        if (text.contains("bot") || text.contains("crawl") || text.contains("spider")) {
            return "bot";
        }
        if (text.contains("ipad") || text.contains("tablet") || (text.contains("android") && !text.contains("mobi"))) {
            return "tablet";
        }
        if (text.contains("mobi") || text.contains("iphone")) {
            return "mobile";
        }
        return text.contains("windows") || text.contains("macintosh") || text.contains("x11") ? "desktop" : "other";
    }

    /**
     * The client's address: the /24 of IPv4, the /48 of IPv6.
     *
     * @param peer who connected
     * @param forwardedFor the header {@code X-Forwarded-For}; believed, in its last part, where a process of this
     *     machine connected
     */
    static String address(InetAddress peer, @Nullable String forwardedFor) {
        byte[] bytes = peer.getAddress();
        if (forwardedFor != null && peer.isLoopbackAddress()) {
            String last =
                    forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).strip();
            byte[] forwarded = NetUtil.createByteArrayFromIpAddressString(last);
            bytes = forwarded == null ? bytes : forwarded;
        }
        int kept = bytes.length == 4 ? 3 : 6;
        byte[] anonymous = new byte[bytes.length];
        System.arraycopy(bytes, 0, anonymous, 0, kept);
        return NetUtil.bytesToIpAddress(anonymous);
    }
}
