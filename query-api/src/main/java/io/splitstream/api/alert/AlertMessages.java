package io.splitstream.api.alert;

import io.splitstream.api.delivery.Message;
import io.splitstream.contracts.alert.Alert;
import io.splitstream.contracts.alert.AlertFigures;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Alerts in words. */
public final class AlertMessages {
    /** The type of a webhook's message. */
    public static final String TYPE = "experiment.alert";

    private static final int SHOWN_DIGITS = 4;
    private static final int MOST_DECIMALS = 12;

    private AlertMessages() {}

    /** Writes the JSON of a webhook's message. */
    @FunctionalInterface
    public interface Json {
        String of(KeptAlert alert);
    }

    /** One sentence that says what happened, with its figures. */
    public static String sentence(Alert alert) {
        AlertFigures figures = alert.figures();
        String metric = alert.rule().metric() + " of variant " + alert.rule().variantId();
        return switch (alert.rule().kind()) {
            case SAMPLE_RATIO_MISMATCH ->
                "Users do not split as the weights say: p=" + figure(figures.pValue()) + " over " + figures.units()
                        + " users (bound " + figure(figures.threshold()) + "). Do not trust the results before the"
                        + " assignment and the tracking were looked into.";
            case GUARDRAIL_CROSSED ->
                "Guardrail " + metric + " is at " + figure(figures.value()) + ", beyond its threshold "
                        + figure(figures.threshold()) + " (" + figures.units() + " units, control at "
                        + figure(figures.controlValue()) + ").";
            case GUARDRAIL_HARMED ->
                "Guardrail " + metric + " is proven harmed: " + figure(figures.value()) + " against "
                        + figure(figures.controlValue()) + " in control (margin " + figure(figures.threshold()) + ", p="
                        + figure(figures.pValue()) + ").";
            case VERDICT_CHANGED ->
                "The recommendation is now " + figures.verdict() + ", before it was " + figures.previousVerdict() + " ("
                        + figures.units() + " users).";
        };
    }

    static Message message(KeptAlert kept, String experimentName, Json json) {
        Alert alert = kept.alert();
        String subject =
                "[" + experimentName + "] " + alert.rule().kind().word().replace('_', ' ');
        String text = sentence(alert) + "\n\nExperiment: " + experimentName + " (" + alert.experimentId() + ")"
                + (kept.pausedAt() == null ? "" : "\nThe experiment was paused because of it.") + "\n";
        return new Message(alert.id(), TYPE, json.of(kept), subject, text);
    }

    /** Four digits, without zeros that say nothing; far tails with an exponent. */
    private static String figure(@Nullable Double value) {
        if (value == null) {
            return "unknown";
        }
        BigDecimal figure =
                new BigDecimal(value).round(new MathContext(SHOWN_DIGITS)).stripTrailingZeros();
        return figure.scale() > MOST_DECIMALS ? figure.toString() : figure.toPlainString();
    }
}
