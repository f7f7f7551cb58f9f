package io.splitstream.api.study.analysis;

/** An analyser could not do its work. */
public final class AnalysisFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * @param message for people
     * @param passing whether it may do so later
     */
    public AnalysisFailedException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /** Whether the analyser may do its work later. */
    public boolean isPassing() {
        return passing;
    }
}
