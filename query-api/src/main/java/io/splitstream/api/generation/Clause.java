package io.splitstream.api.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that a prompt asks for. Quoted text and addresses are kept apart, so that nothing inside them is taken for a
 * word of the request: in {@code text} each stands as {@code ⟦0⟧}, {@code ⟦1⟧} and so on.
 *
 * @param values what stands for what
 */
record Clause(String text, List<Value> values) {
    static final Pattern MARK = Pattern.compile("⟦(\\d+)⟧");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'“”‘’<>)]+", Pattern.CASE_INSENSITIVE);
    private static final String VERB =
            "change|set|make|update|replace|rename|hide|remove|delete|move|put|add|insert|show|point|link|send|redirect|turn|"
                    + "increase|decrease|raise|lower|reduce|swap|use|underline|bold|center|centre|drop|rewrite|switch|place|"
                    + "give|enlarge|shrink|highlight|append|paint|bring|cut|say|let|have|rephrase|get rid";
    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:;|\\n|(?<!\\d)\\.(?=\\s|$)|[!?](?=\\s|$)"
            + "|,?\\s+(?:and\\s+)?then\\s+|,?\\s+(?:and|also|plus)\\s+(?:also\\s+)?(?=(?:please\\s+)?(?:" + VERB
            + ")\\b)"
            + "|,\\s+(?=(?:" + VERB + ")\\b))\\s*");

    /** "On all report pages", "on the homepage", "on /pricing": where a change is wanted, not of what. */
    private static final Pattern PAGES = Pattern.compile(
            "(?:^|\\s+)(?:on|in|across|throughout|for)\\s+(?:"
                    + "(?:all|every|each|any)\\s+(?:of\\s+)?(?:(?:the|our|these)\\s+)?(?:[\\w-]+\\s+){0,3}?(?:pages?|posts?|articles?)"
                    + "|(?:the|our|this)\\s+(?:[\\w-]+\\s+){0,2}?(?:pages?|home ?page|(?:web)?site)"
                    + "|(?:(?:all|every|each|any)\\s+)?(?:/[\\w~*.%/-]*|⟦(\\d+)⟧))"
                    + "(?=[\\s,.:;!?]|$)(?!\\s+(?:header|heading|title|footer|section|nav|menu|sidebar|banner|body|bottom|top|"
                    + "background|content|hero|logo|name|image|link|button|text)\\b)\\s*[:,]?",
            Pattern.CASE_INSENSITIVE);

    Clause {
        values = List.copyOf(values);
    }

    /**
     * A text or an address.
     *
     * @param quoted as it was written, with its quotes
     */
    record Value(String text, boolean url, String quoted) {}

    /** What a prompt asks for, one after another. */
    static List<Clause> of(String prompt) {
        List<Value> values = new ArrayList<>();
        String marked = taken(URL, prompt.replace('⟦', '(').replace('⟧', ')'), values, true);
        marked = taken(Words.QUOTED, marked, values, false);
        List<Clause> clauses = new ArrayList<>();
        for (String part : BETWEEN.split(squeezed(marked), -1)) {
            String text = withoutPages(part, values);
            if (!text.isBlank()) {
                clauses.add(new Clause(text.strip(), values));
            }
        }
        return clauses;
    }

    /** With one blank or one line end for many: what parts and reads clauses tries each blank of a run anew. */
    private static String squeezed(String text) {
        return text.replaceAll("[^\\S\\n]+", " ").replaceAll(" ?\\n[ \\n]*", "\n");
    }

    /** Without the pages that it names; a text in quotes is none. */
    private static String withoutPages(String text, List<Value> values) {
        return PAGES.matcher(text)
                .replaceAll(found -> found.group(1) == null
                                || values.get(Integer.parseInt(found.group(1))).url()
                        ? " "
                        : Matcher.quoteReplacement(found.group()));
    }

    /** The value that a mark stands for. */
    Value value(int index) {
        return values.get(index);
    }

    /** Text with its marks turned back to what was written. */
    String written(String marked) {
        Matcher matcher = MARK.matcher(marked);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            values.get(Integer.parseInt(matcher.group(1))).quoted()));
        }
        return matcher.appendTail(text).toString();
    }

    /** What a text says that is wholly a value, or plain words. */
    String meaning(String marked) {
        Matcher matcher = MARK.matcher(marked.strip());
        return matcher.matches()
                ? values.get(Integer.parseInt(matcher.group(1))).text()
                : written(marked).strip();
    }

    /** Whether a text is wholly an address. */
    boolean isUrl(String marked) {
        Matcher matcher = MARK.matcher(marked.strip());
        return (matcher.matches()
                        && values.get(Integer.parseInt(matcher.group(1))).url())
                || marked.strip().matches("/[A-Za-z0-9_~./?=&%#-]*|#[A-Za-z][\\w-]*|mailto:\\S+|tel:\\S+");
    }

    private static String taken(Pattern pattern, String text, List<Value> values, boolean url) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder marked = new StringBuilder();
        while (matcher.find()) {
            String whole = matcher.group();
            String kept = "";
            String value = url ? whole : Words.inside(matcher);
            if (url) {
                String bare = whole.replaceAll("[.,;:!?]+$", "");
                kept = whole.substring(bare.length());
                value = bare;
                whole = bare;
            }
            if (!url && MARK.matcher(value).find()) {
                // An address in quotes is the address.
                matcher.appendReplacement(
                        marked, Matcher.quoteReplacement(MARK.matcher(value).matches() ? value : whole));
                continue;
            }
            matcher.appendReplacement(marked, Matcher.quoteReplacement("⟦" + values.size() + "⟧" + kept));
            values.add(new Value(value, url, whole));
        }
        return matcher.appendTail(marked).toString();
    }
}
