package io.splitstream.api.study.analysis;

import java.util.List;

/** Finds what is worth knowing of a session. Blocks for a minute at most. Safe for use by several threads. */
@FunctionalInterface
public interface Analyser {
    /**
     * The findings, the gravest first, at most 20.
     *
     * @throws AnalysisFailedException if there are none to be had
     */
    List<Finding> analyse(SessionEvidence evidence) throws AnalysisFailedException;
}
