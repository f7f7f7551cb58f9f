package io.splitstream.clickhouse.engine;

/**
 * What the engine's own parser says of a text, without running it.
 *
 * @param statements how many statements the text holds; 0 if it does not parse
 * @param effect what it would do
 */
public record StatementFacts(int statements, Effect effect) {
    /** What a statement does to state that outlives it. The order is the library's. */
    public enum Effect {
        /** Reads only. */
        READ_ONLY,
        /** Changes a database. */
        MUTATING,
        /** Changes users, functions, named collections: what lives beside the databases. */
        MUTATING_GLOBAL,
        /** Changes a session, controls the server, or writes outside it. */
        CONTROL,
        /** Did not parse, or is not known to the classifier. */
        UNKNOWN
    }

    static StatementFacts of(int statements, int effect) {
        Effect[] known = Effect.values();
        return new StatementFacts(statements, effect >= 0 && effect < known.length ? known[effect] : Effect.UNKNOWN);
    }
}
