package io.splitstream.api.page;

/** Where pages come from. A call blocks for 20 s at most. */
@FunctionalInterface
public interface PageSource {
    Fetch fetch(String url);

    /** What came of fetching a page. */
    sealed interface Fetch {
        /** It is there. */
        record Fetched(Page page) implements Fetch {}

        /**
         * It is not, or is no page.
         *
         * @param again whether it may be another time
         */
        record Missing(String reason, boolean again) implements Fetch {}
    }
}
