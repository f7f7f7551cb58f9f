package io.splitstream.clickhouse.http;

/** The HTTP status that goes with ClickHouse's error numbers, as its own server maps them. */
final class StatusCodes {
    private StatusCodes() {}

    static int of(int errorCode) {
        return switch (errorCode) {
            // Not said who it is; READONLY, ACCESS_DENIED, AUTHENTICATION_FAILED.
            case 194 -> 401;
            case 164, 192, 193, 497, 516 -> 403;
            // What cannot be parsed, or makes no sense.
            case 6, 26, 27, 33, 36, 38, 40, 41, 42, 43, 44, 53, 62, 69, 72, 117, 271, 344, 386, 452, 456, 457 -> 400;
            // Unknown functions, identifiers, types, tables, settings, formats, databases.
            case 46, 47, 50, 52, 56, 60, 73, 81, 115 -> 404;
            case 159 -> 408;
            case 173 -> 413;
            case 48 -> 501;
            case 202, 439 -> 503;
            default -> 500;
        };
    }
}
