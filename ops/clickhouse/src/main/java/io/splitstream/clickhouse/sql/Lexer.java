package io.splitstream.clickhouse.sql;

import java.nio.charset.StandardCharsets;

/**
 * Cuts UTF-8 bytes into ClickHouse's tokens, skipping white space and comments. One thread.
 *
 * <p>Stricter than the engine in one thing: outside of quotes and comments there is only ASCII. The engine also takes
 * Unicode spaces and quotes there, and a token seen differently here and there would be a hole.
 */
final class Lexer {
    /** What a token is. */
    enum Kind {
        /** A bare word: a keyword or an identifier. */
        WORD,
        /** An identifier in backticks or double quotes. */
        QUOTED,
        /** A text in single quotes, or a here-document. */
        STRING,
        /** A number. */
        NUMBER,
        /** One other character. */
        SYMBOL,
        /** The end of the bytes. */
        END,
        /** A quote or comment that does not end, or a character that may not be here. */
        BROKEN
    }

    private final byte[] bytes;
    private final int limit;
    private int position;
    private Kind kind = Kind.END;
    private int start;

    Lexer(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /** Moves to the next token. */
    Kind next() {
        if (!skipBlanks()) {
            start = position;
            kind = Kind.BROKEN;
            return kind;
        }
        start = position;
        kind = position >= limit ? Kind.END : read();
        return kind;
    }

    Kind kind() {
        return kind;
    }

    /** Where the token begins. */
    int start() {
        return start;
    }

    /** Where the token has ended. */
    int end() {
        return position;
    }

    /** Whether the token is the keyword, in any case. */
    boolean is(String keyword) {
        return kind == Kind.WORD && word().equalsIgnoreCase(keyword);
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && bytes[start] == symbol;
    }

    /** The token as written. */
    String word() {
        return new String(bytes, start, position - start, StandardCharsets.UTF_8);
    }

    /** The identifier that the token names, without quotes and escapes. */
    String identifier() {
        if (kind != Kind.QUOTED) {
            return word();
        }
        String quoted = word();
        char quote = quoted.charAt(0);
        StringBuilder plain = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c == '\\' || c == quote) {
                i++;
                c = quoted.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    private Kind read() {
        byte c = bytes[position];
        if (c < 0) {
            return Kind.BROKEN;
        }
        if (c == '\'') {
            return quoted('\'') ? Kind.STRING : Kind.BROKEN;
        }
        if (c == '`' || c == '"') {
            return quoted(c) ? Kind.QUOTED : Kind.BROKEN;
        }
        if (c == '$' && isHereDocument()) {
            return hereDocument() ? Kind.STRING : Kind.BROKEN;
        }
        if (isDigit(c)) {
            while (position < limit && (isWordPart(bytes[position]) || isFraction())) {
                position++;
            }
            return Kind.NUMBER;
        }
        if (isWordPart(c)) {
            while (position < limit && isWordPart(bytes[position])) {
                position++;
            }
            return Kind.WORD;
        }
        position++;
        return Kind.SYMBOL;
    }

    private boolean isFraction() {
        return bytes[position] == '.' && position + 1 < limit && isDigit(bytes[position + 1]);
    }

    /** Skips to the first byte of a token; false if a comment does not end. */
    private boolean skipBlanks() {
        while (position < limit) {
            byte c = bytes[position];
            if (c == ' ' || (c >= '\t' && c <= '\r')) {
                position++;
            } else if (startsWith("--") || startsWith("#!") || startsWith("# ")) {
                while (position < limit && bytes[position] != '\n') {
                    position++;
                }
            } else if (startsWith("/*")) {
                int end = find("*/", position + 2);
                if (end < 0) {
                    position = limit;
                    return false;
                }
                position = end + 2;
            } else {
                break;
            }
        }
        return true;
    }

    private boolean quoted(int quote) {
        position++;
        while (position < limit) {
            byte c = bytes[position++];
            if (c == '\\') {
                position++;
            } else if (c == quote) {
                if (position >= limit || bytes[position] != quote) {
                    return true;
                }
                position++; // doubled: part of the text
            }
        }
        position = limit;
        return false;
    }

    private boolean isHereDocument() {
        int i = position + 1;
        while (i < limit && isWordPart(bytes[i]) && bytes[i] != '$') {
            i++;
        }
        return i < limit && bytes[i] == '$';
    }

    private boolean hereDocument() {
        int tagEnd = position + 1;
        while (bytes[tagEnd] != '$') {
            tagEnd++;
        }
        String tag = new String(bytes, position, tagEnd + 1 - position, StandardCharsets.US_ASCII);
        int end = find(tag, tagEnd + 1);
        position = end < 0 ? limit : end + tag.length();
        return end >= 0;
    }

    private boolean startsWith(String text) {
        return matches(text, position);
    }

    private boolean matches(String text, int at) {
        if (at + text.length() > limit) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int find(String text, int from) {
        for (int i = from; i + text.length() <= limit; i++) {
            if (matches(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(byte c) {
        return c == '_' || c == '$' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
