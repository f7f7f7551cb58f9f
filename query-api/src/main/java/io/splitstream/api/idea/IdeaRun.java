package io.splitstream.api.idea;

import java.util.List;

/**
 * A search for ideas.
 *
 * @param count how many are wanted, 1 to 10
 * @param pages of the site to look at; none for its home page
 * @param paid credits that it cost
 */
public record IdeaRun(
        String id, String workspaceId, String siteId, int count, String outputType, List<String> pages, int paid) {
    public IdeaRun {
        pages = List.copyOf(pages);
    }
}
