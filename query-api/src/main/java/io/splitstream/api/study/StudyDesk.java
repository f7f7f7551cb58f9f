package io.splitstream.api.study;

import java.util.Optional;

/** A study while nobody else works on it: its rounds, its testers, their sessions. */
public interface StudyDesk {
    Study study();

    /** The round that was started last. */
    Optional<Round> latestRound();

    void insert(Round round);

    void replace(Round round);

    Optional<Enrolment> enrolment(String testerId);

    void insert(Enrolment enrolment);

    /** The tester's session that was started last. */
    Optional<Session> latestSession(String testerId);

    void insert(Session session);
}
