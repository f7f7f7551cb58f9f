package io.splitstream.statistics;

/**
 * Control's and one test arm's values within one weight epoch.
 *
 * @param control the control's; {@link QuantileSketch#none} if it had no users
 * @param test the test arm's
 */
public record SketchPair(QuantileSketch control, QuantileSketch test) {
    /** Values of both. */
    public long values() {
        return control.values() + test.values();
    }

    boolean holdsBoth() {
        return control.values() > 0 && test.values() > 0;
    }
}
