package io.splitstream.api.study.analysis;

import io.splitstream.api.study.checklist.ChecklistItem;
import io.splitstream.api.study.feedback.Feedback;
import io.splitstream.api.study.insight.SessionInsights;
import io.splitstream.api.study.insight.SessionInsights.Counts;
import io.splitstream.api.study.note.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The analyser that is always there: rules over the session's own interactions, tasks and feedback. The same session
 * gets the same findings. Pure.
 *
 * <p>Scores: the part of tasks left undone; three rage clicks, or ten dead or error clicks, are as grave as it gets; so
 * is a session that was idle throughout, and the worst feedback.
 */
public final class RuleAnalyser implements Analyser {
    private static final double GRAVE_RAGE_CLICKS = 3;
    private static final double GRAVE_CLICKS = 10;
    private static final double GRAVE_DETOURS = 5;
    private static final int CITED = 10;
    /** What a finding's sentence shows of one subject; an address may have thousands of characters. */
    private static final int MOST_SHOWN = 200;

    @Override
    public List<Finding> analyse(SessionEvidence evidence) {
        List<Finding> findings = new ArrayList<>();
        tasks(evidence).ifPresent(findings::add);
        Counts counts = evidence.insights().counts();
        signs(evidence, "rage_click", counts.rageClicks(), GRAVE_RAGE_CLICKS, "clicked one thing again and again")
                .ifPresent(findings::add);
        signs(evidence, "error_click", counts.errorClicks(), GRAVE_CLICKS, "got an error on a click")
                .ifPresent(findings::add);
        signs(evidence, "dead_click", counts.deadClicks(), GRAVE_CLICKS, "clicked where nothing happened")
                .ifPresent(findings::add);
        signs(evidence, "back_and_forth", counts.backAndForth(), GRAVE_DETOURS, "went to a page and straight back")
                .ifPresent(findings::add);
        idle(evidence).ifPresent(findings::add);
        evidence.feedback().flatMap(RuleAnalyser::feedback).ifPresent(findings::add);
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    "The session shows no trouble: " + counts.interactions() + " interactions, "
                            + evidence.tasks().size() + " tasks, all completed.",
                    0,
                    List.of()));
        }
        findings.sort(Comparator.comparingDouble(Finding::score).reversed());
        return findings;
    }

    private static Optional<Finding> tasks(SessionEvidence evidence) {
        List<ChecklistItem> open =
                evidence.tasks().stream().filter(item -> !item.isCompleted()).toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        List<Evidence> cited = open.stream()
                .limit(CITED)
                .map(item -> new Evidence("task", null, item.taskId(), item.title()))
                .toList();
        return Optional.of(new Finding(
                "The tester left " + open.size() + " of " + evidence.tasks().size() + " tasks undone: " + titles(open)
                        + ".",
                (double) open.size() / evidence.tasks().size(),
                cited));
    }

    private static String titles(List<ChecklistItem> items) {
        String listed = items.stream()
                .limit(5)
                .map(item -> "“" + shown(item.title()) + "”")
                .collect(Collectors.joining(", "));
        return items.size() > 5 ? listed + " and " + (items.size() - 5) + " more" : listed;
    }

    private static Optional<Finding> signs(
            SessionEvidence evidence, String kind, long count, double grave, String what) {
        if (count == 0) {
            return Optional.empty();
        }
        List<Evidence> cited = evidence.insights().signs().stream()
                .filter(sign -> sign.kind().equals(kind))
                .limit(CITED)
                .map(sign -> new Evidence(kind, sign.at(), sign.subject().isEmpty() ? null : sign.subject(), what))
                .toList();
        String where = cited.stream()
                .map(Evidence::subject)
                .filter(Objects::nonNull)
                .distinct()
                .limit(3)
                .map(RuleAnalyser::shown)
                .collect(Collectors.joining(", "));
        return Optional.of(new Finding(
                "The tester " + what + ", " + times(count)
                        + (where.isEmpty() ? "." : ", most of all at " + where + "."),
                Math.min(1, count / grave),
                cited));
    }

    private static Optional<Finding> idle(SessionEvidence evidence) {
        SessionInsights insights = evidence.insights();
        Instant first = insights.firstAt();
        Instant last = insights.lastAt();
        if (insights.counts().idles() == 0 || first == null || last == null) {
            return Optional.empty();
        }
        Duration whole = Duration.between(first, last);
        double part = whole.isZero() ? 0 : (double) insights.idle().toMillis() / whole.toMillis();
        List<Evidence> cited = insights.signs().stream()
                .filter(sign -> sign.kind().equals("idle"))
                .limit(CITED)
                .map(sign -> new Evidence("idle", sign.at(), null, "nothing for over a minute"))
                .toList();
        return Optional.of(new Finding(
                "The tester did nothing for " + insights.idle().toSeconds() + " s in all, "
                        + times(insights.counts().idles()) + ".",
                Math.min(1, part),
                cited));
    }

    private static Optional<Finding> feedback(Feedback feedback) {
        if (!feedback.technicalIssues() && feedback.clarity() > 2 && feedback.difficulty() < 4) {
            return Optional.empty();
        }
        double unclear = (5 - feedback.clarity()) / 4.0;
        double hard = (feedback.difficulty() - 1) / 4.0;
        String comment = feedback.comment();
        return Optional.of(new Finding(
                "The tester rates clarity " + feedback.clarity() + " and difficulty " + feedback.difficulty() + " of 5"
                        + (feedback.technicalIssues() ? ", and had technical problems." : "."),
                Math.max(feedback.technicalIssues() ? 0.5 : 0, Math.max(unclear, hard)),
                List.of(new Evidence(
                        "feedback", feedback.at(), feedback.id(), comment == null ? "without a comment" : comment))));
    }

    private static String shown(String subject) {
        if (subject.length() <= MOST_SHOWN) {
            return subject;
        }
        int end = MOST_SHOWN - 1;
        return subject.substring(0, Character.isHighSurrogate(subject.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
