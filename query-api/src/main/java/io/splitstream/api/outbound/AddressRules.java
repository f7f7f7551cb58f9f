package io.splitstream.api.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses are public. Everything else is ours, somebody's own network, or nobody's: RFC 6890 and the registries
 * it founded. IPv6 addresses that carry an IPv4 address are judged by that one.
 */
final class AddressRules {
    /** Blocks as address and prefix length. */
    private static final Block[] CLOSED_IPV4 = {
        block(0, 0, 8), // this network
        block(10, 0, 8), // private
        block(100, 64, 10), // carrier-grade NAT
        block(127, 0, 8), // loopback
        block(169, 254, 16), // link-local
        block(172, 16, 12), // private
        new Block(new byte[] {(byte) 192, 0, 0, 0}, 24), // protocol assignments
        new Block(new byte[] {(byte) 192, 0, 2, 0}, 24), // documentation
        new Block(new byte[] {(byte) 192, 88, 99, 0}, 24), // 6to4 relays
        block(192, 168, 16), // private
        block(198, 18, 15), // benchmarks
        new Block(new byte[] {(byte) 198, 51, 100, 0}, 24), // documentation
        new Block(new byte[] {(byte) 203, 0, 113, 0}, 24), // documentation
        block(224, 0, 4), // multicast
        block(240, 0, 4) // reserved, broadcast
    };

    private static final int NAT64 = 0x0064_ff9b;

    private AddressRules() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] address, int bits) {
        boolean holds(byte[] other) {
            int whole = bits / Byte.SIZE;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % Byte.SIZE;
            int mask = 0xFF << (Byte.SIZE - rest) & 0xFF;
            return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
        }
    }

    private static Block block(int first, int second, int bits) {
        return new Block(new byte[] {(byte) first, (byte) second, 0, 0}, bits);
    }

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicIpv4(bytes) : isPublicIpv6(bytes);
    }

    /** Loopback, also as IPv6 carries it. */
    static boolean isLoopback(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLoopbackAddress() || (bytes.length == 16 && isMapped(bytes) && bytes[12] == 127);
    }

    private static boolean isPublicIpv4(byte[] bytes) {
        return Arrays.stream(CLOSED_IPV4).noneMatch(block -> block.holds(bytes));
    }

    private static boolean isPublicIpv6(byte[] bytes) {
        int first = word(bytes, 0);
        if (isMapped(bytes) || first == NAT64) {
            return first != NAT64
                    ? isPublicIpv4(Arrays.copyOfRange(bytes, 12, 16))
                    : isWellKnownNat64(bytes) && isPublicIpv4(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (first >>> 16 == 0x2002) {
            return isPublicIpv4(Arrays.copyOfRange(bytes, 2, 6)); // 6to4
        }
        // Only global unicast, 2000::/3; in it neither Teredo and its neighbours (2001::/23) nor documentation.
        return first >>> 29 == 1 && first >>> 9 != 0x2001_0000 >>> 9 && first != 0x2001_0db8 && first >>> 12 != 0x3fff0;
    }

    /** ::ffff:0:0/96, and the long deprecated ::/96. */
    private static boolean isMapped(byte[] bytes) {
        int third = word(bytes, 8);
        return word(bytes, 0) == 0 && word(bytes, 4) == 0 && (third == 0xFFFF || third == 0);
    }

    private static boolean isWellKnownNat64(byte[] bytes) {
        return word(bytes, 4) == 0 && word(bytes, 8) == 0;
    }

    private static int word(byte[] bytes, int from) {
        return (bytes[from] & 0xFF) << 24
                | (bytes[from + 1] & 0xFF) << 16
                | (bytes[from + 2] & 0xFF) << 8
                | (bytes[from + 3] & 0xFF);
    }
}
