package io.splitstream.jobs.insights.core;

import io.splitstream.contracts.event.InteractionType;
import io.splitstream.jobs.core.FrustrationWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is wrong in a session. A function of the set of its steps. Pure.
 *
 * <p>Windows include their ends: what happens 1,000 ms after a click is within 1 s of it.
 */
public final class Detective {
    private static final long REACTION_MILLIS = 1_000;
    private static final int RAGE_CLICKS = 3;
    private static final long DETOUR_MILLIS = 10_000;
    private static final long IDLE_MILLIS = 60_000;
    private static final Set<InteractionType> REACTIONS =
            EnumSet.of(InteractionType.NAVIGATION, InteractionType.INPUT, InteractionType.MUTATION);
    private static final Set<InteractionType> FAILURES = EnumSet.of(InteractionType.ERROR);

    private final FrustrationWeights weights;

    public Detective(FrustrationWeights weights) {
        this.weights = weights;
    }

    /** What the steps show. */
    public Insights look(Timeline timeline) {
        List<Step> steps = timeline.steps().stream().sorted().toList();
        List<Sign> signs = new ArrayList<>();
        rageClicks(steps, signs);
        clicksBy(steps, signs);
        detours(steps, signs);
        long idle = idles(steps, signs);
        Map<SignKind, Long> counts = new EnumMap<>(SignKind.class);
        for (SignKind kind : SignKind.values()) {
            counts.put(kind, 0L);
        }
        signs.forEach(sign -> counts.merge(sign.kind(), 1L, Long::sum));
        signs.sort(Comparator.comparingLong(Sign::at).thenComparing(Sign::kind).thenComparing(Sign::subject));
        long clicks = count(steps, InteractionType.CLICK);
        boolean empty = steps.isEmpty();
        return new Insights(
                steps.size(),
                clicks,
                count(steps, InteractionType.ERROR),
                counts,
                signs.subList(0, Math.min(Insights.MOST_SIGNS, signs.size())),
                idle,
                empty ? null : (Long) steps.get(0).timestamp(),
                empty ? null : (Long) steps.get(steps.size() - 1).timestamp(),
                empty
                        ? null
                        : (Double) weights.score(
                                clicks,
                                counts.getOrDefault(SignKind.RAGE_CLICK, 0L),
                                counts.getOrDefault(SignKind.DEAD_CLICK, 0L),
                                counts.getOrDefault(SignKind.ERROR_CLICK, 0L)),
                new Insights.Left(timeline.duplicates(), timeline.late(), timeline.excess()));
    }

    /**
     * A burst is as long a run of clicks on one target as has, at each of its clicks, three within 1 s; it counts once,
     * however long it goes on. Clicks on nothing that has a name are no burst.
     */
    private static void rageClicks(List<Step> steps, List<Sign> signs) {
        Map<String, List<Step>> byTarget = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step.type() == InteractionType.CLICK && !step.subject().isEmpty()) {
                byTarget.computeIfAbsent(step.subject(), target -> new ArrayList<>())
                        .add(step);
            }
        }
        byTarget.forEach((target, clicks) -> {
            int last = -1;
            for (int i = 0; i + RAGE_CLICKS <= clicks.size(); i++) {
                int end = i + RAGE_CLICKS - 1;
                boolean dense = clicks.get(end).timestamp() - clicks.get(i).timestamp() <= REACTION_MILLIS;
                if (dense && i > last) {
                    signs.add(new Sign(SignKind.RAGE_CLICK, clicks.get(i).timestamp(), target));
                }
                last = dense ? end : last;
            }
        });
    }

    /** Dead clicks and error clicks: by what comes within 1 s. */
    private static void clicksBy(List<Step> steps, List<Sign> signs) {
        long reaction = Long.MAX_VALUE;
        long failure = Long.MAX_VALUE;
        // From the end, so that the next of each is known; what has the click's own time counts as after it.
        for (int last = steps.size() - 1; last >= 0; ) {
            long now = steps.get(last).timestamp();
            int first = last;
            while (first > 0 && steps.get(first - 1).timestamp() == now) {
                first--;
            }
            List<Step> same = steps.subList(first, last + 1);
            reaction = same.stream().anyMatch(step -> REACTIONS.contains(step.type())) ? now : reaction;
            failure = same.stream().anyMatch(step -> FAILURES.contains(step.type())) ? now : failure;
            for (Step step : same) {
                if (step.type() == InteractionType.CLICK) {
                    if (!isWithin(reaction, now)) {
                        signs.add(new Sign(SignKind.DEAD_CLICK, now, step.subject()));
                    }
                    if (isWithin(failure, now)) {
                        signs.add(new Sign(SignKind.ERROR_CLICK, now, step.subject()));
                    }
                }
            }
            last = first - 1;
        }
    }

    private static boolean isWithin(long next, long click) {
        return next != Long.MAX_VALUE && next - click <= REACTION_MILLIS;
    }

    /** From a page to another and back to the first, within 10 s of leaving it. */
    private static void detours(List<Step> steps, List<Sign> signs) {
        List<Step> pages = steps.stream()
                .filter(step -> step.type() == InteractionType.NAVIGATION
                        && !step.subject().isEmpty())
                .toList();
        for (int i = 2; i < pages.size(); i++) {
            Step left = pages.get(i - 1);
            boolean back = pages.get(i).subject().equals(pages.get(i - 2).subject())
                    && !left.subject().equals(pages.get(i).subject());
            if (back && pages.get(i).timestamp() - left.timestamp() <= DETOUR_MILLIS) {
                signs.add(new Sign(SignKind.BACK_AND_FORTH, left.timestamp(), left.subject()));
            }
        }
    }

    private static long idles(List<Step> steps, List<Sign> signs) {
        long idle = 0;
        for (int i = 1; i < steps.size(); i++) {
            long before = steps.get(i - 1).timestamp();
            long gap = steps.get(i).timestamp() - before;
            if (gap > IDLE_MILLIS) {
                signs.add(new Sign(SignKind.IDLE, before, ""));
                idle += gap;
            }
        }
        return idle;
    }

    private static long count(List<Step> steps, InteractionType type) {
        return steps.stream().filter(step -> step.type() == type).count();
    }
}
