package io.splitstream.edge.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks over JSON (RFC 8259, strict) in UTF-8 bytes and tells where its parts lie. Makes no objects; checks every byte
 * once, also of what is skipped: escapes, numbers' grammar, UTF-8's shortest forms.
 *
 * <p>Depth, names and numbers are bounded. Stands at an offset; each method says where it stands afterwards. For one
 * thread.
 */
final class JsonScanner {
    /** Levels that a value may nest. */
    static final int MAX_DEPTH = 32;

    static final int MAX_NAME = 256;
    static final int MAX_NUMBER = 64;

    /** Kinds of value, by their first byte. */
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private byte[] bytes = {};
    private int at;
    private int end;
    private boolean line;
    private int textFrom;
    private int textTo;
    private boolean escaped;
    private boolean odd;

    /** Stands at the first of some bytes. */
    void start(byte[] array, int from, int to) {
        bytes = array;
        at = from;
        end = to;
        line = false;
    }

    /** Stands at the first of some bytes, of which those up to the first line end count. */
    void startLine(byte[] array, int from, int to) {
        start(array, from, to);
        line = true;
    }

    /** Where it stands. */
    int position() {
        return at;
    }

    /** Skips white space; whether anything follows. */
    boolean hasMore() {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ') {
                return true;
            }
            if (b == '\n' && line) {
                return false;
            }
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return true;
            }
            at++;
        }
        return false;
    }

    /** Skips white space and takes a byte, which must be the one given. */
    void expect(char wanted) throws JsonFault {
        if (!hasMore() || bytes[at] != wanted) {
            throw fault();
        }
        at++;
    }

    /** Skips white space and takes a byte if it is the one given. */
    boolean takes(char wanted) {
        if (hasMore() && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** Skips white space; the kind of the value that begins there. Stands at its first byte. */
    Kind kind() throws JsonFault {
        if (!hasMore()) {
            throw fault();
        }
        return switch (bytes[at]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw fault();
        };
    }

    /** Takes an object member's name and the colon behind it; {@link #textFrom} to {@link #textTo} are the name's. */
    void name() throws JsonFault {
        expect('"');
        text();
        if (textTo - textFrom > MAX_NAME) {
            throw new JsonFault(textFrom, true);
        }
        expect(':');
    }

    /** Takes a string, standing at its first quote. */
    void string() throws JsonFault {
        at++;
        text();
    }

    /** Offset of the first byte within the quotes of the string taken last. */
    int textFrom() {
        return textFrom;
    }

    /** Offset of the string's closing quote. */
    int textTo() {
        return textTo;
    }

    /** Whether the string taken last has an escape. */
    boolean isEscaped() {
        return escaped;
    }

    /** Whether the string taken last has a byte of 7F or more: DEL, or anything beyond ASCII. */
    boolean isOdd() {
        return odd;
    }

    /** Takes a number; {@link #textFrom} to {@link #textTo} are its. */
    void number() throws JsonFault {
        textFrom = at;
        if (bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
        textTo = at;
        if (textTo - textFrom > MAX_NUMBER) {
            throw new JsonFault(textFrom, true);
        }
    }

    /**
     * Takes a value of any kind, standing at its first byte.
     *
     * @param depth levels around it
     */
    void skip(int depth) throws JsonFault {
        int open = 0;
        // One bit a level, the innermost lowest: 1 for an object, 0 for an array.
        long objects = 0;
        while (true) {
            Kind kind = kind();
            if (kind == Kind.OBJECT || kind == Kind.ARRAY) {
                if (depth + ++open > MAX_DEPTH) {
                    throw new JsonFault(at, true);
                }
                at++;
                boolean object = kind == Kind.OBJECT;
                objects = objects << 1 | (object ? 1 : 0);
                if (!takes(object ? '}' : ']')) {
                    if (object) {
                        name();
                    }
                    continue;
                }
                objects >>>= 1;
                open--;
            } else {
                scalar(kind);
            }
            while (open > 0 && !takes(',')) {
                expect((objects & 1) == 1 ? '}' : ']');
                objects >>>= 1;
                open--;
            }
            if (open == 0) {
                return;
            }
            if ((objects & 1) == 1) {
                name();
            }
        }
    }

    private void scalar(Kind kind) throws JsonFault {
        switch (kind) {
            case STRING -> string();
            case NUMBER -> number();
            case TRUE -> literal(TRUE);
            case FALSE -> literal(FALSE);
            case NULL -> literal(NULL);
            case OBJECT, ARRAY -> throw new IllegalArgumentException(kind + " is no scalar");
        }
    }

    private void literal(byte[] word) throws JsonFault {
        for (byte letter : word) {
            if (at == end || bytes[at] != letter) {
                throw fault();
            }
            at++;
        }
    }

    private void digits() throws JsonFault {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw fault();
        }
    }

    /** Takes the rest of a string, the closing quote included, eight bytes at a time where nothing is special. */
    private void text() throws JsonFault {
        textFrom = at;
        escaped = false;
        odd = false;
        while (true) {
            while (at + Long.BYTES <= end) {
                long special = special((long) LONGS.get(bytes, at));
                if (special != 0) {
                    at += Long.numberOfTrailingZeros(special) >>> 3;
                    break;
                }
                at += Long.BYTES;
            }
            if (at == end) {
                throw fault();
            }
            byte b = bytes[at];
            if (b == '"') {
                textTo = at++;
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b < 0) {
                odd = true;
                at += sequence();
            } else if (b < ' ') {
                throw fault();
            } else {
                odd |= b == 0x7F;
                at++;
            }
        }
    }

    /** The highest bit of each byte that is a quote, backslash, control, DEL or not ASCII; exact up to the first. */
    private static long special(long word) {
        long quote = word ^ 0x2222222222222222L;
        long slash = word ^ 0x5C5C5C5C5C5C5C5CL;
        long delete = word ^ 0x7F7F7F7F7F7F7F7FL;
        long zeros = ((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) | ((delete - ONES) & ~delete);
        long controls = (word - 0x2020202020202020L) & ~word;
        return (zeros | controls | word) & HIGHS;
    }

    private void escape() throws JsonFault {
        escaped = true;
        at++;
        if (at == end) {
            throw fault();
        }
        switch (bytes[at++]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    if (at == end || Character.digit(bytes[at], 16) < 0) {
                        throw fault();
                    }
                    at++;
                }
            }
            default -> {
                at--;
                throw fault();
            }
        }
    }

    /** Length of the UTF-8 sequence that begins here (RFC 3629: no overlong forms, no surrogates, none past 10FFFF). */
    private int sequence() throws JsonFault {
        int first = bytes[at] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + length > end) {
            throw fault();
        }
        int second = bytes[at + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            throw fault();
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                throw fault();
            }
        }
        return length;
    }

    private JsonFault fault() {
        return new JsonFault(at, false);
    }
}
