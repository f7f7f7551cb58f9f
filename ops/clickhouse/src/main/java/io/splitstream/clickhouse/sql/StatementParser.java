package io.splitstream.clickhouse.sql;

import io.splitstream.clickhouse.sql.Lexer.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one statement from the start of some bytes, and finds where the data of an INSERT begins. One thread, one use.
 *
 * <p>The data of an INSERT begins where ClickHouse has it begin: after {@code VALUES}; or after the name behind
 * {@code FORMAT}, blanks and one end of line.
 */
public final class StatementParser {
    private final byte[] bytes;
    private final int length;
    private final Lexer lexer;
    private final List<Map.Entry<String, String>> settings = new ArrayList<>();

    private StatementParser(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
        this.lexer = new Lexer(bytes, length);
    }

    /** Reads the statement at the start of the first {@code length} bytes. */
    public static Statement parse(byte[] bytes, int length) throws StatementException {
        return new StatementParser(bytes, length).statement();
    }

    /** Whether the bytes from {@code from} to {@code to}, rows of VALUES, hold a semicolon with more behind it. */
    public static boolean hasMoreThanValues(byte[] bytes, int from, int to) {
        Lexer lexer = new Lexer(Arrays.copyOfRange(bytes, from, to), to - from);
        for (Kind kind = lexer.next(); kind != Kind.END && kind != Kind.BROKEN; kind = lexer.next()) {
            if (lexer.isSymbol(';')) {
                return lexer.next() != Kind.END;
            }
        }
        return false;
    }

    private Statement statement() throws StatementException {
        advance();
        int start = lexer.start();
        while (lexer.isSymbol('(')) {
            advance();
        }
        if (lexer.kind() == Kind.END) {
            throw new StatementException("Empty query");
        }
        if (lexer.kind() != Kind.WORD) {
            throw new StatementException("Syntax error: a statement cannot begin with " + lexer.word());
        }
        String verb = lexer.word().toUpperCase(Locale.ROOT);
        return verb.equals("INSERT") ? insert(start) : query(verb, new Lexer(bytes, length));
    }

    private void advance() throws StatementException {
        step(lexer);
    }

    private Statement insert(int start) throws StatementException {
        advance();
        if (lexer.is("INTO")) {
            advance();
        }
        if (lexer.is("TABLE")) {
            advance();
        }
        if (lexer.is("FUNCTION")) {
            throw new StatementException("INSERT INTO FUNCTION is not supported: it writes outside of the database");
        }
        skipTableName();
        while (true) {
            if (lexer.is("VALUES")) {
                return data(start, "Values", lexer.end());
            }
            if (lexer.is("FORMAT")) {
                int headEnd = lexer.start();
                advance();
                if (lexer.kind() != Kind.WORD) {
                    throw new StatementException("Syntax error: FORMAT wants the name of a format");
                }
                return new Statement.Insert(
                        text(start, headEnd),
                        Optional.of(lexer.word()),
                        afterFormat(lexer.end()),
                        List.copyOf(settings));
            }
            if (lexer.is("SELECT") || lexer.is("WITH") || lexer.is("WATCH")) {
                return query("INSERT", new Lexer(bytes, length));
            }
            if (lexer.is("FROM")) {
                throw new StatementException("INSERT … FROM INFILE is not supported: send the data with the request");
            }
            if (lexer.isSymbol(';')) {
                throw new StatementException("Syntax error: ';' before the data of an INSERT");
            }
            if (lexer.kind() == Kind.END) {
                return new Statement.Insert(text(start, length), Optional.empty(), length, List.copyOf(settings));
            }
            if (lexer.isSymbol('(')) {
                if (skipParentheses()) {
                    return query("INSERT", new Lexer(bytes, length));
                }
                advance();
            } else if (lexer.is("SETTINGS")) {
                advance();
                settingsClause(lexer, new NameCollector());
            } else {
                advance();
            }
        }
    }

    private Statement data(int start, String format, int dataStart) {
        return new Statement.Insert(text(start, lexer.start()), Optional.of(format), dataStart, List.copyOf(settings));
    }

    private void skipTableName() throws StatementException {
        while (true) {
            if (lexer.isSymbol('{')) { // {name:Identifier}
                while (!lexer.isSymbol('}')) {
                    if (lexer.kind() == Kind.END) {
                        throw new StatementException("Syntax error: '{' without '}'");
                    }
                    advance();
                }
            } else if (lexer.kind() != Kind.WORD && lexer.kind() != Kind.QUOTED) {
                throw new StatementException("Syntax error: INSERT wants the name of a table");
            }
            advance();
            if (!lexer.isSymbol('.')) {
                return;
            }
            advance();
        }
    }

    /** Skips to the closing parenthesis; returns whether what is inside is a query. */
    private boolean skipParentheses() throws StatementException {
        advance();
        boolean isQuery = lexer.is("SELECT") || lexer.is("WITH");
        int depth = 1;
        while (true) {
            if (lexer.kind() == Kind.END) {
                throw new StatementException("Syntax error: '(' without ')'");
            }
            if (lexer.isSymbol('(')) {
                depth++;
            } else if (lexer.isSymbol(')') && --depth == 0) {
                return isQuery;
            }
            advance();
        }
    }

    private int afterFormat(int end) throws StatementException {
        int i = end;
        if (i < length && bytes[i] == ';') {
            throw new StatementException("Syntax error: ';' before the data of an INSERT");
        }
        while (i < length && (bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\f')) {
            i++;
        }
        if (i < length && bytes[i] == '\r') {
            i++;
        }
        return i < length && bytes[i] == '\n' ? i + 1 : i;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    }

    /** Reads a whole statement that carries no data. */
    private Statement query(String verb, Lexer all) throws StatementException {
        settings.clear();
        NameCollector names = new NameCollector();
        Optional<String> format = Optional.empty();
        boolean totals = false;
        int depth = 0;
        step(all);
        while (all.kind() != Kind.END && !all.isSymbol(';')) {
            if (all.isSymbol('(')) {
                depth++;
            } else if (all.isSymbol(')')) {
                depth--;
            }
            names.see(all);
            totals |= all.is("TOTALS");
            if (all.is("SETTINGS")) {
                step(all);
                settingsClause(all, names);
            } else if (depth == 0 && all.is("FORMAT")) {
                step(all);
                format = formatClause(all, names);
            } else {
                step(all);
            }
        }
        int end = all.start();
        if (all.isSymbol(';') && all.next() != Kind.END) {
            throw new StatementException("Multi-statements are not allowed: one statement a request");
        }
        return new Statement.Query(verb, text(0, end), format, names.collected(), totals, List.copyOf(settings));
    }

    private void step(Lexer at) throws StatementException {
        if (at.next() == Kind.BROKEN) {
            throw new StatementException("Syntax error at byte " + at.start()
                    + ": a quote or comment that does not end, or a character outside of ASCII that is not in quotes");
        }
    }

    /** Reads a format's name, if one stands here with nothing but SETTINGS behind it; else this was a column. */
    private Optional<String> formatClause(Lexer at, NameCollector names) throws StatementException {
        if (at.kind() != Kind.WORD) {
            return Optional.empty();
        }
        String format = at.word();
        names.see(at);
        step(at);
        boolean last = at.kind() == Kind.END || at.isSymbol(';') || at.is("SETTINGS");
        return last ? Optional.of(format) : Optional.empty();
    }

    /** Reads {@code name = value, …}. Where no {@code name =} stands this was a column called so. */
    private void settingsClause(Lexer at, NameCollector names) throws StatementException {
        while (at.kind() == Kind.WORD || at.kind() == Kind.QUOTED) {
            String name = at.identifier();
            names.see(at);
            step(at);
            if (!at.isSymbol('=')) {
                return;
            }
            step(at);
            settings.add(Map.entry(name, settingValue(at)));
            if (!at.isSymbol(',')) {
                return;
            }
            step(at);
        }
    }

    private String settingValue(Lexer at) throws StatementException {
        String sign = "";
        if (at.isSymbol('-')) {
            sign = "-";
            step(at);
        }
        if (at.kind() != Kind.WORD && at.kind() != Kind.NUMBER && at.kind() != Kind.STRING) {
            throw new StatementException("Syntax error: a setting's value must be a plain number, text or word");
        }
        String value = at.word();
        if (at.kind() == Kind.STRING && value.startsWith("'")) {
            value = value.substring(1, value.length() - 1);
        }
        step(at);
        return sign + value;
    }
}
