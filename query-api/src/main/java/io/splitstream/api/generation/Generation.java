package io.splitstream.api.generation;

import io.splitstream.api.site.experiment.GoalDraft;
import io.splitstream.api.site.experiment.PageChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a prompt. */
public sealed interface Generation {
    /**
     * A variant of a page.
     *
     * @param redirectUrl where visitors are sent instead; null to stay
     * @param urlPattern pages that the prompt means; null for the one page
     * @param goals worth measuring by
     * @param assumptions what was taken for what
     * @param warnings what may not be as it was meant
     */
    record Variant(
            String name,
            List<PageChange> changes,
            @Nullable String redirectUrl,
            String hypothesis,
            @Nullable String urlPattern,
            List<GoalDraft> goals,
            List<String> assumptions,
            List<String> warnings)
            implements Generation {
        public Variant {
            changes = List.copyOf(changes);
            goals = List.copyOf(goals);
            assumptions = List.copyOf(assumptions);
            warnings = List.copyOf(warnings);
        }
    }

    /** What has to be known first. */
    record Unclear(String retryHint, List<Question> questions) implements Generation {
        public Unclear {
            questions = List.copyOf(questions);
        }

        static Unclear about(Question question) {
            return new Unclear(
                    "Re-send the same call with " + question.field() + " answering the question"
                            + (question.suggestions().isEmpty() ? "." : "; one of the suggestions will do."),
                    List.of(question));
        }

        /** The prompt says too little. */
        static Unclear prompt(String question, String reason, List<String> suggestions) {
            return about(new Question(
                    "prompt",
                    question,
                    reason,
                    suggestions.isEmpty() ? Question.InputType.TEXT : Question.InputType.SELECT,
                    true,
                    suggestions));
        }
    }
}
