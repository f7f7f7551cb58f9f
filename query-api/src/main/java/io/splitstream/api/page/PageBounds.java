package io.splitstream.api.page;

import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/**
 * How large pages may be that are looked at: what is looked for among their elements, and the memory that they take,
 * grow with how many there are and how deep they lie. Pure.
 */
public final class PageBounds {
    /** The most elements of a page. */
    public static final int MOST_ELEMENTS = 20_000;
    /** The most elements around one, itself counted. */
    public static final int MOST_LEVELS = 200;
    /** Of what begins elements, ends them, and stands in scripts: beyond, a page is not parsed at all. */
    private static final int MOST_ANGLES = 3 * MOST_ELEMENTS;

    private PageBounds() {}

    /** What is wrong with a body that is yet to be parsed; empty if nothing is. */
    public static Optional<String> problem(byte[] body) {
        int angles = 0;
        for (byte one : body) {
            if (one == '<') {
                angles++;
            }
        }
        return angles > MOST_ANGLES ? Optional.of(tooLarge()) : Optional.empty();
    }

    /** What is wrong with a document; empty if nothing is. */
    public static Optional<String> problem(Document document) {
        Count count = new Count();
        document.filter(count);
        return count.exceeded ? Optional.of(tooLarge()) : Optional.empty();
    }

    private static String tooLarge() {
        return "it is too large to be looked at (expected: at most " + MOST_ELEMENTS + " elements, in at most "
                + MOST_LEVELS + " levels)";
    }

    /** Stops at the first element too many. */
    private static final class Count implements NodeFilter {
        private int elements;
        private boolean exceeded;

        @Override
        public FilterResult head(Node node, int depth) {
            if (!(node instanceof Element)) {
                return FilterResult.CONTINUE;
            }
            elements++;
            exceeded = elements > MOST_ELEMENTS || depth > MOST_LEVELS;
            return exceeded ? FilterResult.STOP : FilterResult.CONTINUE;
        }
    }
}
