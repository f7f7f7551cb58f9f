package io.splitstream.api.study;

import io.splitstream.contracts.assignment.AssignmentHash;
import io.splitstream.contracts.assignment.BucketRange;
import java.time.Instant;
import java.util.List;

/** Which variant of a study a tester sees, and since when. */
public record Enrolment(String studyId, String testerId, StudyVariant variant, Instant since) {
    /**
     * A new tester's: variants share the hash's range alike, so that everybody computes the same variant, and large
     * numbers of testers are in balance.
     */
    static Enrolment of(Study study, String testerId, Instant since) {
        List<StudyVariant> variants = study.plan().variants();
        double bucket = AssignmentHash.V2.bucket(study.id(), testerId);
        int index = BucketRange.indexOf(bucket, BucketRange.of(variants.size(), 1, null))
                .orElse(variants.size() - 1);
        return new Enrolment(study.id(), testerId, variants.get(index), since);
    }
}
