package io.splitstream.api.study.analysis;

import static io.splitstream.api.study.StudyWorld.WORKSPACE;
import static io.splitstream.api.study.StudyWorld.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.study.Money;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.SessionStatus;
import io.splitstream.api.study.Study;
import io.splitstream.api.study.StudyWorld;
import io.splitstream.api.study.insight.SessionInsights;
import io.splitstream.api.study.insight.Sign;
import io.splitstream.api.study.note.Note;
import io.splitstream.api.study.payout.Payout;
import io.splitstream.api.study.payout.PayoutGateway;
import io.splitstream.api.study.payout.PayoutStatus;
import io.splitstream.api.study.payout.Payouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnalysesTest {
    private static final Worker.Tries FIRST = new Worker.Tries(1, 0);

    private final StudyWorld world = new StudyWorld();
    private final Study study = world.study(new Money(1_500, "EUR"));
    private final Deque<PayoutGateway.Answer> gateway = new ArrayDeque<>();
    private Analyser analyser = new RuleAnalyser();
    private final Analyses analyses = new Analyses(
            new SessionArchive(
                    world.studyStore, world.new InMemoryChecklists(), world.new InMemoryFeedback(), world.insights),
            world.sessionStore,
            world.new InMemoryNotes(),
            evidence -> analyser.analyse(evidence),
            world::put,
            world.clock,
            world.ids);
    private final Payouts payouts = new Payouts(
            world.studyStore,
            world.sessionStore,
            world.new InMemoryLedger(),
            payout -> gateway.removeFirst(),
            world::put,
            world.clock,
            world.ids);

    @Test
    void work_twice_analysesOnce() {
        Session session = requested();
        world.insights.bySession.put(session.id(), insights(session.id()));

        assertThat(analyses.work(piece(0), FIRST)).isEqualTo(Worker.Result.DONE);
        assertThat(analyses.work(piece(0), FIRST)).isEqualTo(Worker.Result.DONE);

        assertThat(status(session)).isEqualTo(SessionStatus.ANALYZED);
        List<Note> notes = world.notes.get(session.id());
        assertThat(notes).singleElement().satisfies(note -> {
            assertThat(note.authorId()).isEqualTo(Note.ANALYSIS);
            assertThat(note.content()).contains("#buy").contains("2 times");
            assertThat(note.score()).isEqualTo(2 / 3.0);
            assertThat(note.evidence()).hasSize(2);
        });
    }

    @Test
    void work_pipelineBehind_waitsWithoutCountingAnAttempt() {
        Session session = requested();
        world.insights.complete = world.clock.instant();

        assertThat(analyses.work(piece(0), FIRST)).isInstanceOf(Worker.Result.Wait.class);
        assertThat(status(session)).isEqualTo(SessionStatus.ANALYZING);
    }

    @Test
    void work_failingForGood_isCompletedAgainWithTheReason() {
        Session session = requested();
        analyser = evidence -> {
            throw new AnalysisFailedException("the endpoint answers 503", true);
        };

        assertThat(analyses.work(piece(0), FIRST)).isEqualTo(new Worker.Result.Retry(Duration.ofSeconds(1)));
        assertThat(analyses.work(piece(0), new Worker.Tries(4, 0)))
                .isEqualTo(new Worker.Result.Retry(Duration.ofSeconds(8)));
        assertThat(analyses.work(piece(0), new Worker.Tries(5, 0))).isEqualTo(Worker.Result.DONE);

        Session failed = world.sessionStore.find(WORKSPACE, session.id()).orElseThrow();
        assertThat(failed.status()).isEqualTo(SessionStatus.COMPLETED);
        assertThat(failed.analysisError()).isEqualTo("the endpoint answers 503");
        assertThat(world.notes).isEmpty();

        analyser = new RuleAnalyser();
        done(analyses.request(WORKSPACE, session.id()));
        analyses.work(piece(0), FIRST);
        assertThat(status(session)).as("the old piece of work").isEqualTo(SessionStatus.ANALYZING);
        analyses.work(piece(1), FIRST);
        assertThat(status(session)).isEqualTo(SessionStatus.ANALYZED);
        assertThat(world.sessionStore
                        .find(WORKSPACE, session.id())
                        .orElseThrow()
                        .analysisError())
                .isNull();
    }

    @Test
    void work_breakingOff_isCompletedAgainAtTheFifthAttempt() {
        Session session = requested();
        analyser = evidence -> {
            throw new IllegalArgumentException("a bug");
        };

        assertThat(analyses.work(piece(0), FIRST)).isEqualTo(new Worker.Result.Retry(Duration.ofSeconds(1)));
        assertThat(analyses.work(piece(0), new Worker.Tries(5, 0))).isEqualTo(Worker.Result.DONE);

        Session failed = world.sessionStore.find(WORKSPACE, session.id()).orElseThrow();
        assertThat(failed.status()).isEqualTo(SessionStatus.COMPLETED);
        assertThat(failed.analysisError()).contains("broke off");
    }

    @Test
    void work_storeUnavailable_isTriedUntilItAnswers() {
        Session session = requested();
        analyser = evidence -> {
            throw new UnavailableException("PostgreSQL does not answer", null);
        };

        assertThatThrownBy(() -> analyses.work(piece(0), new Worker.Tries(9, 0)))
                .isInstanceOf(UnavailableException.class);
        assertThat(status(session)).isEqualTo(SessionStatus.ANALYZING);
    }

    @Test
    void work_longSubjects_areShortenedInTheFinding() {
        Session session = requested();
        Instant at = Instant.parse("2026-03-16T09:00:00Z");
        List<Sign> signs = Stream.of("a", "b", "c")
                .map(letter -> new Sign("rage_click", at, "https://shop.example/" + letter.repeat(2_000)))
                .toList();
        world.insights.bySession.put(
                session.id(),
                new SessionInsights(
                        session.id(),
                        new SessionInsights.Counts(20, 10, 3, 0, 0, 0, 0, 0),
                        at,
                        at.plusSeconds(60),
                        Duration.ZERO,
                        0.6,
                        signs));

        assertThat(analyses.work(piece(0), FIRST)).isEqualTo(Worker.Result.DONE);

        assertThat(status(session)).isEqualTo(SessionStatus.ANALYZED);
        assertThat(world.notes.get(session.id())).singleElement().satisfies(note -> {
            assertThat(note.content())
                    .contains("https://shop.example/aaa")
                    .contains("bbb…")
                    .hasSizeLessThan(800);
            assertThat(note.evidence()).first().satisfies(cited -> assertThat(cited.subject())
                    .hasSizeGreaterThan(2_000));
        });
    }

    @Test
    void confirm_analysed_releasesOnePayoutThatIsPaidOnce() {
        Session session = requested();
        analyses.work(piece(0), FIRST);

        assertThat(done(payouts.confirm(WORKSPACE, session.id(), 5, "fine", "admin"))
                        .payoutQueued())
                .isTrue();
        assertThat(payouts.confirm(WORKSPACE, session.id(), 5, "fine", "admin"))
                .isInstanceOf(io.splitstream.api.platform.Outcome.Refused.class);
        assertThat(world.payouts).hasSize(1);

        gateway.add(new PayoutGateway.Answer.Later("busy"));
        gateway.add(new PayoutGateway.Answer.Taken("ref-1"));
        assertThat(payouts.work(piece(1), FIRST)).isInstanceOf(Worker.Result.Retry.class);
        assertThat(payouts.work(piece(1), new Worker.Tries(2, 0))).isEqualTo(Worker.Result.DONE);
        assertThat(payouts.work(piece(1), FIRST)).isEqualTo(Worker.Result.DONE);

        Payout payout = world.payouts.values().iterator().next();
        assertThat(payout.status()).isEqualTo(PayoutStatus.PAID);
        assertThat(payout.attempts()).isEqualTo(2);
        assertThat(payout.reference()).isEqualTo("ref-1");
    }

    @Test
    void payout_refused_failsVisiblyAndCanBeTriedAgain() {
        Session session = requested();
        analyses.work(piece(0), FIRST);
        done(payouts.confirm(WORKSPACE, session.id(), 4, null, "admin"));
        gateway.add(new PayoutGateway.Answer.Never("no such account"));

        payouts.work(piece(1), FIRST);

        Payout failed = world.payouts.values().iterator().next();
        assertThat(failed.status()).isEqualTo(PayoutStatus.FAILED);
        assertThat(failed.error()).isEqualTo("no such account");
        done(payouts.retry(WORKSPACE, failed.id()));
        assertThat(piece(2)).as("the piece that failed may still be there").isNotEqualTo(piece(1));
        gateway.add(new PayoutGateway.Answer.Taken(null));
        payouts.work(piece(2), FIRST);
        assertThat(world.payouts.values()).extracting(Payout::status).containsExactly(PayoutStatus.PAID);
    }

    private Session requested() {
        Session session = world.session(study, "t1");
        done(world.sessions().complete(WORKSPACE, session.id(), null));
        done(analyses.request(WORKSPACE, session.id()));
        return session;
    }

    /** The id of a piece of work, by the order of queueing. */
    private String piece(int index) {
        return world.queued.get(index).split(":", 2)[1];
    }

    private SessionStatus status(Session session) {
        return world.sessionStore.find(WORKSPACE, session.id()).orElseThrow().status();
    }

    private static SessionInsights insights(String sessionId) {
        Instant at = Instant.parse("2026-03-16T09:00:00Z");
        return new SessionInsights(
                sessionId,
                new SessionInsights.Counts(20, 10, 2, 0, 0, 0, 0, 0),
                at,
                at.plusSeconds(60),
                Duration.ZERO,
                0.6,
                List.of(new Sign("rage_click", at, "#buy"), new Sign("rage_click", at.plusSeconds(5), "#buy")));
    }
}
