package io.splitstream.standalone;

import io.splitstream.standalone.credentials.Secrets;
import java.util.Map;

/**
 * Where ClickHouse is, and as whom it is spoken to.
 *
 * @param url of its HTTP interface
 * @param user that reads and writes
 * @param password that user's
 * @param reader a user that reads
 * @param readerPassword that user's
 * @param embedded whether it is a process of this stack
 */
record ClickHouseAddress(
        String url, String user, String password, String reader, String readerPassword, boolean embedded) {

    /** The server that was given, or the embedded one. */
    static ClickHouseAddress of(StandaloneSettings settings, Ports ports, Secrets secrets) {
        if (!settings.clickHouseUrl().isEmpty()) {
            String user = settings.clickHouseUser();
            String password = settings.clickHousePassword();
            return new ClickHouseAddress(settings.clickHouseUrl(), user, password, user, password, false);
        }
        return new ClickHouseAddress(
                "http://127.0.0.1:" + ports.clickhouse(),
                "splitstream",
                secrets.clickhousePassword(),
                "analyst",
                secrets.analystPassword(),
                true);
    }

    /** For the processes that write there. */
    Map<String, String> environment() {
        return Map.of(
                "SPLITSTREAM_CLICKHOUSE_URL", url,
                "SPLITSTREAM_CLICKHOUSE_USER", user,
                "SPLITSTREAM_CLICKHOUSE_PASSWORD", password);
    }

    @Override
    public String toString() {
        return "ClickHouseAddress(" + url + ")";
    }
}
