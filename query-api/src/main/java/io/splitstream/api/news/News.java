package io.splitstream.api.news;

import io.splitstream.api.idea.Idea;
import io.splitstream.api.idea.IdeaRun;
import io.splitstream.api.idea.IdeaStatus;
import io.splitstream.api.site.experiment.SiteTest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whoever asked for it. What is told twice of one thing arrives once. Calls block. */
public interface News {
    /**
     * A search for ideas is over.
     *
     * @param error why it found none; null if it did
     */
    void ideasGenerated(IdeaRun run, List<Idea> ideas, @Nullable String error);

    void ideaMoved(Idea idea, IdeaStatus before);

    void experimentLaunched(SiteTest test);

    void experimentCompleted(SiteTest test);
}
