package io.splitstream.clickhouse.http;

import java.io.IOException;

/** A body that is not what its content coding says. */
final class CodingException extends IOException {
    private static final long serialVersionUID = 1L;

    CodingException(String message) {
        super(message);
    }
}
