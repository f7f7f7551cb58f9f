package io.splitstream.clickhouse.engine;

/** The errors that the gateway itself raises, with ClickHouse's numbers and names, which its clients act upon. */
public enum ErrorCode {
    BAD_ARGUMENTS(36),
    SYNTAX_ERROR(62),
    UNKNOWN_SETTING(115),
    TIMEOUT_EXCEEDED(159),
    READONLY(164),
    REQUIRED_PASSWORD(194),
    QUERY_IS_TOO_LARGE(173),
    TOO_MANY_SIMULTANEOUS_QUERIES(202),
    SUPPORT_IS_DISABLED(344),
    CHECKSUM_DOESNT_MATCH(40),
    CANNOT_DECOMPRESS(271),
    TOO_MANY_ROWS_OR_BYTES(396),
    SETTING_CONSTRAINT_VIOLATION(452),
    ACCESS_DENIED(497),
    AUTHENTICATION_FAILED(516),
    STD_EXCEPTION(1001);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** ClickHouse's number of the error. */
    public int number() {
        return number;
    }
}
