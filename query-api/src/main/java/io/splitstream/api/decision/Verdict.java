package io.splitstream.api.decision;

/** What to do with an experiment, or with one arm of it; the first three from bad to good. */
public enum Verdict {
    /** End it without shipping. */
    STOP,
    /** Let it run. */
    CONTINUE,
    /** Ship the arm. */
    LAUNCH,
    /** Do not trust the figures before something was looked into. */
    INVESTIGATE
}
