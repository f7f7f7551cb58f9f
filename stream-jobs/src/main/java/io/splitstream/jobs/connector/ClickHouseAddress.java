package io.splitstream.jobs.connector;

import java.io.Serializable;

/**
 * Where ClickHouse is, and who writes to it.
 *
 * @param url of the HTTP interface
 */
public record ClickHouseAddress(String url, String user, String password) implements Serializable {
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
