package io.splitstream.edge.intake;

/**
 * A refusal as the client reads it.
 *
 * @param message what is wrong and what would be right, naming the field
 */
public record Refusal(RefusalCode code, String message) {
    static Refusal invalid(String message) {
        return new Refusal(RefusalCode.VALIDATION_ERROR, message);
    }
}
