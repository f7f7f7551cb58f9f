package io.splitstream.statistics;

/**
 * The one-sided z test that a test arm is not worse than control by more than a margin, fixed at a part of the
 * control's observed mean. For watching all along, with the margin's own noise, see {@link GuardrailContrast}.
 *
 * @param difference test minus control
 * @param bound the difference's one-sided bound on the side of harm: lower where up is better, else upper
 * @param margin the difference that is just put up with: −m·mC where up is better, else m·mC
 * @param pValue against a difference at the margin or worse
 */
public record NonInferiority(double difference, double bound, double margin, double pValue) {
    /**
     * The test at level α.
     *
     * @param relativeMargin m, 0 or more
     */
    public static Answer<NonInferiority> of(
            ArmStatistics control, ArmStatistics test, double relativeMargin, Direction better, double alpha) {
        return Contrast.absolute(control, test).then(welch -> {
            Contrast contrast = Contrast.normal(welch.effect(), welch.standardError());
            double size = relativeMargin * Math.abs(control.estimate().orElseThrow());
            boolean up = better == Direction.UP;
            double margin = up ? 0.0 - size : size;
            double z = better.improvement(contrast.effect() - margin) / contrast.standardError();
            double bound = up ? contrast.lowerBound(1 - alpha) : contrast.upperBound(1 - alpha);
            return Answer.of(new NonInferiority(contrast.effect(), bound, margin, Normal.upperTail(z)));
        });
    }

    /** Whether the bound stays within the margin. */
    public boolean isNonInferior() {
        return margin <= 0 ? bound > margin : bound < margin;
    }
}
