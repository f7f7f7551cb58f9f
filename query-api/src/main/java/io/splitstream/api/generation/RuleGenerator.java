package io.splitstream.api.generation;

import io.splitstream.api.generation.ElementFinder.Found;
import io.splitstream.api.page.Page;
import io.splitstream.api.page.Selectors;
import io.splitstream.api.site.experiment.GoalDraft;
import io.splitstream.api.site.experiment.Treatment;
import io.splitstream.contracts.site.GoalType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;

/**
 * Variants by rules: a prompt is parted into clauses, and the first rule that knows a clause's form makes the changes or
 * asks. Nothing is changed of which it is not clear what it is. Pure.
 */
public final class RuleGenerator implements VariantGenerator {
    private static final int LONGEST_NAME = 120;

    /** What came of a clause. */
    sealed interface Step {
        /** It was carried out. */
        record Made() implements Step {}

        /** It has another form than the rule knows. */
        record Other() implements Step {}

        /** Something has to be known first. */
        record Ask(Generation.Unclear question) implements Step {}
    }

    static final Step MADE = new Step.Made();
    static final Step OTHER = new Step.Other();

    /** Knows one form of clauses. */
    @FunctionalInterface
    interface Rule {
        Step apply(Clause clause, Draft draft, ElementFinder finder);
    }

    private final List<Rule> rules = List.of(
            ContentRules::redirect,
            ContentRules::classes,
            LayoutRules::move,
            ContentRules::insert,
            ContentRules::price,
            ContentRules::replace,
            ContentRules::attribute,
            ContentRules::link,
            StyleRules::size,
            StyleRules::colour,
            StyleRules::look,
            LayoutRules::hide,
            ContentRules::text);

    @Override
    public Generation generate(Page page, String prompt) {
        ElementFinder finder = new ElementFinder(page);
        try {
            return generate(page, prompt, finder);
        } catch (IllegalArgumentException e) {
            // What a change of this page would hold, or select by, is nothing that browsers may be told.
            return Generation.Unclear.prompt(
                    "What exactly should change, and into what?",
                    "The change does not hold: " + e.getMessage() + ".",
                    examples(finder));
        }
    }

    private Generation generate(Page page, String prompt, ElementFinder finder) {
        Draft draft = new Draft(finder);
        for (Clause clause : Clause.of(prompt)) {
            Step step = step(clause, draft, finder);
            if (step instanceof Step.Ask ask) {
                return ask.question();
            }
            if (step instanceof Step.Other && !isPlace(clause)) {
                return Generation.Unclear.prompt(
                        "What exactly should change, and into what?",
                        "“" + clause.written(clause.text()) + "” names no change that can be made on its own.",
                        examples(finder));
            }
        }
        if (draft.changes().isEmpty() && draft.redirectUrl() == null) {
            return Generation.Unclear.prompt(
                    "What exactly should change, and into what?",
                    "The prompt names no change of the page.",
                    examples(finder));
        }
        return variant(page, draft, finder);
    }

    private Step step(Clause clause, Draft draft, ElementFinder finder) {
        for (Rule rule : rules) {
            Step step = rule.apply(clause, draft, finder);
            if (!(step instanceof Step.Other)) {
                return step;
            }
        }
        return OTHER;
    }

    /** Words that only say where, such as "on the pricing page". */
    private static boolean isPlace(Clause clause) {
        return clause.text()
                .toLowerCase(Locale.ROOT)
                .matches("(?:please|thanks?|thank you|on|at|in|for|only|just|do this|apply|this is)\\b.*"
                        + "|(?:on )?(?:the )?[\\w-]+ page:?|⟦\\d+⟧:?");
    }

    private static Generation variant(Page page, Draft draft, ElementFinder finder) {
        String name = draft.titles().stream().distinct().limit(3).collect(Collectors.joining("; "));
        Optional<Element> call =
                draft.changedCall().or(() -> finder.calls().stream().findFirst());
        List<GoalDraft> goals = new ArrayList<>();
        call.ifPresent(element -> goals.add(new GoalDraft(
                null,
                "Clicks on " + short60(ElementFinder.label(element)),
                GoalType.CLICK,
                Selectors.of(element),
                null)));
        Element form = page.document().selectFirst("form:not([role=search])");
        if (form != null
                && form.select("input:not([type=hidden]),textarea,select").size() > 1) {
            goals.add(new GoalDraft(null, "Form sent", GoalType.FORM_SUBMIT, Selectors.of(form), null));
        }
        if (goals.isEmpty()) {
            goals.add(new GoalDraft(null, "Pages viewed", GoalType.PAGEVIEW, null, null));
        }
        String hypothesis = "If " + lowered(draft.titles().get(0)) + ", more visitors will reach “"
                + goals.get(0).name() + "”.";
        Treatment treatment = new Treatment(draft.changes(), draft.redirectUrl());
        return new Generation.Variant(
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name,
                treatment.changes(),
                treatment.redirectUrl(),
                hypothesis,
                null,
                goals,
                draft.assumptions(),
                draft.warnings());
    }

    /** The element of a phrase, or the question which it is. */
    static Optional<Element> element(
            String phrase, Clause clause, Draft draft, ElementFinder finder, List<Step> asked) {
        String written = clause.written(phrase).strip();
        if (written.matches("(?i)(?:it|them|this|that|its?|the same)")
                && draft.last().isPresent()) {
            return draft.last();
        }
        Found found = finder.find(written);
        if (found instanceof Found.One one) {
            draft.assume(written, one.element());
            return Optional.of(one.element());
        }
        asked.add(new Step.Ask(
                found instanceof Found.Several several
                        ? Generation.Unclear.prompt(
                                "Which element is “" + written + "”?",
                                several.elements().size() + " elements of the page fit; name the one by its text.",
                                labels(several.elements()))
                        : Generation.Unclear.prompt(
                                "Which element is “" + written + "”?",
                                "The page shows nothing that is called so; name it by the text that it shows.",
                                examples(finder))));
        return Optional.empty();
    }

    static List<String> labels(List<Element> elements) {
        return elements.stream()
                .map(ElementFinder::label)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }

    private static List<String> examples(ElementFinder finder) {
        List<String> examples = new ArrayList<>();
        if (finder.find("headline") instanceof Found.One heading) {
            examples.add("Change the headline “" + ElementFinder.label(heading.element()) + "” to \"…\"");
        }
        finder.calls().stream()
                .limit(3)
                .forEach(call -> examples.add("Change the button “" + ElementFinder.label(call) + "” to \"…\""));
        return examples;
    }

    private static String short60(String text) {
        return text.length() > 60 ? text.substring(0, 59) + "…" : text;
    }

    private static String lowered(String title) {
        return title.isEmpty() ? title : Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }
}
