package io.splitstream.api.surface.sommos;

import io.splitstream.api.experiment.Experiment;
import io.splitstream.api.experiment.RevisionMatch;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Entity tags of experiments (RFC 9110, 8.8.3): the revision, quoted. */
final class Etags {
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
    private static final Pattern REVISION = Pattern.compile("[1-9][0-9]{0,17}");
    private static final String ANYTHING = "*";

    private Etags() {}

    static String of(Experiment experiment) {
        return "\"" + experiment.revision() + "\"";
    }

    /** The revisions that {@code If-Match} names. Weak tags and tags that are not ours name none. */
    static RevisionMatch ifMatch(String header) {
        if (header.strip().equals(ANYTHING)) {
            return RevisionMatch.ANY;
        }
        Set<Long> revisions = new HashSet<>();
        TAG.matcher(header)
                .results()
                .filter(tag -> tag.group(1) == null)
                .map(tag -> tag.group(2))
                .filter(tag -> REVISION.matcher(tag).matches())
                .forEach(tag -> revisions.add(Long.valueOf(tag)));
        return RevisionMatch.of(revisions);
    }

    /** Whether {@code If-None-Match} names the experiment as it is; weak tags do here. */
    static boolean isKnown(String header, Experiment experiment) {
        String own = String.valueOf(experiment.revision());
        return header.strip().equals(ANYTHING)
                || TAG.matcher(header).results().map(Etags::content).anyMatch(own::equals);
    }

    private static String content(MatchResult tag) {
        return tag.group(2);
    }
}
