package io.splitstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "203.0.113.77|-|203.0.113.0",
                "203.0.113.77|198.51.100.9|203.0.113.0",
                "127.0.0.1|198.51.100.9|198.51.100.0",
                "127.0.0.1|10.0.0.1, 198.51.100.9|198.51.100.0",
                "127.0.0.1|not an address|127.0.0.0",
                "127.0.0.1|2001:db8:1:2::3|2001:db8:1::",
                "2001:db8:1:2::3|-|2001:db8:1::"
            })
    void address_anyPeer_isAnonymous(String peer, String forwardedFor, String expected) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(peer));

        assertThat(InetAddress.getByName(new Client(address).address(forwardedFor)))
                .isEqualTo(InetAddress.getByName(expected));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-|other",
                "curl/8.5|other",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64)|desktop",
                "Mozilla/5.0 (X11; Linux x86_64)|desktop",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148|mobile",
                "Mozilla/5.0 (Linux; Android 14; Pixel 8) Mobile Safari/537.36|mobile",
                "Mozilla/5.0 (Linux; Android 14; SM-X710) Safari/537.36|tablet",
                "Mozilla/5.0 (compatible; Googlebot/2.1)|bot"
            })
    void userAgentClass_knownAgents_areSorted(String userAgent, String expected) {
        Client client = new Client(InetAddress.getLoopbackAddress());
        client.userAgentClass("Mozilla/5.0 (iPad)");

        assertThat(client.userAgentClass(userAgent)).isEqualTo(expected);
        assertThat(client.userAgentClass(userAgent)).isEqualTo(expected);
    }

    @Test
    void userAgentClass_longHeader_isSortedByItsBeginningAndNotKept() throws InterruptedException {
        Client client = new Client(InetAddress.getLoopbackAddress());
        String header = "Mozilla/5.0 (iPad)" + "y".repeat(16_000) + "bot";
        WeakReference<String> kept = new WeakReference<>(header);

        assertThat(client.userAgentClass(header)).isEqualTo("tablet");
        header = "curl/8.5";
        for (int i = 0; i < 100 && kept.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }

        assertThat(kept.get()).isNull();
        assertThat(client.userAgentClass(header)).isEqualTo("other");
    }
}
