package io.splitstream.clickhouse.sql;

import io.splitstream.clickhouse.sql.Lexer.Kind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gathers {@link Statement.Names} from tokens shown to it one after another. One thread, one use. */
final class NameCollector {
    private final Set<String> all = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private final Set<String> qualifying = new HashSet<>();
    private final Set<String> parameters = new HashSet<>();

    /** The identifier that the previous token was; empty if it was none. */
    private String previous = "";

    private boolean afterFullStop;
    private boolean inBraces;
    private String parameter = "";

    void see(Lexer token) {
        boolean isName = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
        if (token.isSymbol('{')) {
            inBraces = true;
            parameter = "";
        } else if (token.isSymbol('}')) {
            inBraces = false;
        } else if (inBraces && isName) {
            if (parameter.isEmpty()) {
                parameter = token.identifier();
            } else if (token.is("Identifier")) {
                parameters.add(parameter);
            }
        } else if (token.isSymbol('(') && !previous.isEmpty()) {
            called.add(previous);
        } else if (token.isSymbol('.') && !previous.isEmpty()) {
            qualifying.add(previous);
        }
        previous = isName ? token.identifier().toLowerCase(Locale.ROOT) : "";
        if (isName && !afterFullStop) {
            all.add(previous);
        }
        afterFullStop = token.isSymbol('.');
    }

    Statement.Names collected() {
        return new Statement.Names(Set.copyOf(all), Set.copyOf(called), Set.copyOf(qualifying), Set.copyOf(parameters));
    }
}
