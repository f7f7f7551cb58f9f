package io.splitstream.contracts.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about.
 *
 * @param metric of a guardrail; else null
 * @param variantId the test arm of a guardrail; else null
 */
public record AlertRule(
        Kind kind, @Nullable String metric, @Nullable String variantId) {
    /** Users do not split as the weights say. */
    public static final AlertRule SAMPLE_RATIO = new AlertRule(Kind.SAMPLE_RATIO_MISMATCH, null, null);

    /** The recommendation became another. */
    public static final AlertRule VERDICT = new AlertRule(Kind.VERDICT_CHANGED, null, null);

    /** What happened. */
    public enum Kind {
        /** Users do not split as the weights say. */
        SAMPLE_RATIO_MISMATCH(Topic.SRM),
        /** A test arm's value is beyond a guardrail's threshold. */
        GUARDRAIL_CROSSED(Topic.GUARDRAIL),
        /** A test arm is proven to be worse than a guardrail's margin allows. */
        GUARDRAIL_HARMED(Topic.GUARDRAIL),
        /** The recommendation became another. */
        VERDICT_CHANGED(Topic.VERDICT);

        private final Topic topic;

        Kind(Topic topic) {
            this.topic = topic;
        }

        /** What a reader subscribes to. */
        public Topic topic() {
            return topic;
        }

        /** The word on the wire. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What readers subscribe to. */
    public enum Topic {
        GUARDRAIL,
        SRM,
        VERDICT;

        /** The word on the wire. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rule in one text, the same for the same rule: part of an alert's identity. */
    public String key() {
        return kind.word() + ':' + (metric == null ? "" : metric) + ':' + (variantId == null ? "" : variantId);
    }
}
