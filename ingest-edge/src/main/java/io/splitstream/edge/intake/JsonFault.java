package io.splitstream.edge.intake;

/** Where and why bytes are no JSON, or more than is taken. Expected, and so without a stack trace. */
final class JsonFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final boolean limit;

    /**
     * @param offset of the first byte that cannot be
     * @param limit whether the bytes may be JSON but exceed a bound
     */
    JsonFault(int offset, boolean limit) {
        super(null, null, false, false);
        this.offset = offset;
        this.limit = limit;
    }

    int offset() {
        return offset;
    }

    boolean isLimit() {
        return limit;
    }
}
