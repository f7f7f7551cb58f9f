package io.splitstream.api.decision;

/** What to do with an experiment, or with one arm of it. */
public enum Verdict {
    /** Ship the arm. */
    LAUNCH,
    /** Let it run. */
    CONTINUE,
    /** End it without shipping. */
    STOP,
    /** Do not trust the figures before something was looked into. */
    INVESTIGATE
}
