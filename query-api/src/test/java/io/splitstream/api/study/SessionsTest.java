package io.splitstream.api.study;

import static io.splitstream.api.study.StudyWorld.WORKSPACE;
import static io.splitstream.api.study.StudyWorld.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.study.checklist.Checklists;
import io.splitstream.api.study.checklist.Tick;
import io.splitstream.api.study.note.NoteChange;
import io.splitstream.api.study.note.Notes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final StudyWorld world = new StudyWorld();
    private final Study study = world.study(null);
    private final Sessions sessions = world.sessions();
    private final Rounds rounds = new Rounds(world.studyStore, world.clock, world.ids);
    private final Enrolments enrolments = new Enrolments(world.studyStore, world.clock);

    @Test
    void assign_again_isTheSameAndNotNew() {
        Enrolments.Enrolled first = done(enrolments.assign(WORKSPACE, study.id(), "t1"));
        world.clock.pass(Duration.ofHours(1));
        Enrolments.Enrolled again = done(enrolments.assign(WORKSPACE, study.id(), "t1"));

        assertThat(first.fresh()).isTrue();
        assertThat(again.fresh()).isFalse();
        assertThat(again.enrolment()).isEqualTo(first.enrolment());
    }

    @Test
    void assign_manyTesters_isBalanced() {
        long a = 0;
        for (int i = 0; i < 1_000; i++) {
            a += done(enrolments.assign(WORKSPACE, study.id(), "t" + i))
                                    .enrolment()
                                    .variant()
                            == StudyVariant.A
                    ? 1
                    : 0;
        }

        // Five standard deviations of a fair coin.
        assertThat(a).isBetween(420L, 580L);
    }

    @Test
    void start_whileActive_answersTheSameSessionElseRefuses() {
        Session first = world.session(study, "t1");

        assertThat(done(start("t1", null)).session()).isEqualTo(first);
        done(sessions.pause(WORKSPACE, first.id()));
        assertRefused(Refusal.Kind.CONFLICT, start("t1", null));
        done(sessions.resume(WORKSPACE, first.id()));
        done(sessions.complete(WORKSPACE, first.id(), null));
        assertRefused(Refusal.Kind.CONFLICT, start("t1", null));
    }

    @Test
    void start_variantAgainstTheAssignment_isRefused() {
        StudyVariant own =
                done(enrolments.assign(WORKSPACE, study.id(), "t1")).enrolment().variant();
        StudyVariant other = own == StudyVariant.A ? StudyVariant.B : StudyVariant.A;

        assertRefused(Refusal.Kind.CONFLICT, start("t1", other));
        assertThat(done(start("t1", own)).fresh()).isTrue();
    }

    @Test
    void round_atItsTarget_closesAndTheNextIsRefused() {
        Round round = done(rounds.start(WORKSPACE, study.id(), null, 2));
        assertThat(round.label()).isEqualTo("Round 1");
        assertRefused(Refusal.Kind.CONFLICT, rounds.start(WORKSPACE, study.id(), "again", null));

        done(start("t1", null));
        done(start("t2", null));

        assertThat(done(rounds.list(WORKSPACE, study.id())))
                .singleElement()
                .satisfies(closed -> assertThat(closed.status()).isEqualTo(RoundStatus.CLOSED))
                .satisfies(closed -> assertThat(closed.sessions()).isEqualTo(2));
        assertRefused(Refusal.Kind.INVALID_STATE, start("t3", null));
        assertThat(done(start("t2", null)).fresh()).isFalse();
        assertRefused(Refusal.Kind.INVALID_STATE, rounds.pause(WORKSPACE, round.id(), null));
    }

    @Test
    void round_paused_takesNobodyNewUntilResumed() {
        Round round = done(rounds.start(WORKSPACE, study.id(), "One", null));
        done(start("t1", null));
        done(rounds.pause(WORKSPACE, round.id(), "review"));

        assertRefused(Refusal.Kind.INVALID_STATE, start("t2", null));
        assertRefused(Refusal.Kind.INVALID_STATE, enrolments.assign(WORKSPACE, study.id(), "t2"));
        assertThat(done(start("t1", null)).fresh()).isFalse();
        assertThat(done(enrolments.assign(WORKSPACE, study.id(), "t1")).fresh()).isFalse();
        assertRefused(Refusal.Kind.CONFLICT, rounds.start(WORKSPACE, study.id(), null, null));
        done(rounds.resume(WORKSPACE, round.id()));
        assertThat(done(start("t2", null)).fresh()).isTrue();
    }

    @Test
    void round_later_takesNoTesterOfAnEarlierOne() {
        done(rounds.start(WORKSPACE, study.id(), null, 1));
        done(start("t1", null));
        done(rounds.start(WORKSPACE, study.id(), null, 1));

        assertRefused(Refusal.Kind.CONFLICT, start("t1", null));
        assertThat(done(start("t2", null)).session().roundId()).isNotNull();
    }

    @Test
    void complete_beforeTheStartOrInTheFuture_changesNothing() {
        Session session = world.session(study, "t1");
        Instant start = session.times().startedAt();
        world.clock.pass(Duration.ofMinutes(10));

        assertRefused(Refusal.Kind.VALIDATION_ERROR, sessions.complete(WORKSPACE, session.id(), start.minusMillis(1)));
        assertRefused(
                Refusal.Kind.VALIDATION_ERROR,
                sessions.complete(WORKSPACE, session.id(), world.clock.instant().plusMillis(1)));
        assertThat(done(sessions.get(WORKSPACE, session.id()))).isEqualTo(session);
        Session completed = done(sessions.complete(WORKSPACE, session.id(), start.plusSeconds(90)));
        assertThat(completed.times().durationSeconds()).hasValue(90);
        assertRefused(Refusal.Kind.SESSION_NOT_FOUND, sessions.complete("w2", session.id(), null));
    }

    @Test
    void checklist_generatedOnce_isSavedWholeOrNotAtAll() {
        Checklists checklists =
                new Checklists(world.studyStore, world.sessionStore, world.new InMemoryChecklists(), world.clock);
        Session session = world.session(study, "t1");
        assertThat(done(checklists.progress(WORKSPACE, session.id())).items()).isEmpty();
        int tasks = session.variant() == StudyVariant.A ? 2 : 1;

        assertThat(done(checklists.generate(WORKSPACE, session.id(), study.id(), null))
                        .progress()
                        .items())
                .hasSize(tasks);
        assertThat(done(checklists.generate(WORKSPACE, session.id(), study.id(), session.variant()))
                        .fresh())
                .isFalse();
        StudyVariant other = session.variant() == StudyVariant.A ? StudyVariant.B : StudyVariant.A;
        assertRefused(Refusal.Kind.CONFLICT, checklists.generate(WORKSPACE, session.id(), study.id(), other));
        String task = study.plan().tasks().get(0).id();

        assertRefused(
                Refusal.Kind.VALIDATION_ERROR,
                checklists.save(
                        WORKSPACE, session.id(), List.of(new Tick(task, true, null), new Tick("t_none", true, null))));
        assertThat(done(checklists.progress(WORKSPACE, session.id())).completed())
                .isZero();
        assertThat(done(checklists.save(WORKSPACE, session.id(), List.of(new Tick(task, true, null)))))
                .isEqualTo(1);
        assertThat(done(checklists.progress(WORKSPACE, session.id())).completed())
                .isEqualTo(1);
        done(checklists.save(WORKSPACE, session.id(), List.of(new Tick(task, false, null))));
        assertThat(done(checklists.progress(WORKSPACE, session.id())).completed())
                .isZero();
        done(sessions.complete(WORKSPACE, session.id(), null));
        assertRefused(
                Refusal.Kind.INVALID_STATE,
                checklists.save(WORKSPACE, session.id(), List.of(new Tick(task, true, null))));
    }

    @Test
    void notes_unknownOne_writesNone() {
        Notes notes = new Notes(world.sessionStore, world.new InMemoryNotes(), world.clock, world.ids);
        Session session = world.session(study, "t1");
        done(notes.write(WORKSPACE, session.id(), "admin", List.of(new NoteChange(null, "first"))));
        String id = done(notes.list(WORKSPACE, session.id())).get(0).id();

        assertRefused(
                Refusal.Kind.NOTE_NOT_FOUND,
                notes.write(
                        WORKSPACE,
                        session.id(),
                        "admin",
                        List.of(new NoteChange(id, "second"), new NoteChange("note_none", "third"))));
        assertThat(done(notes.list(WORKSPACE, session.id())))
                .singleElement()
                .satisfies(note -> assertThat(note.content()).isEqualTo("first"));
        assertThat(done(notes.write(
                        WORKSPACE,
                        session.id(),
                        "crew",
                        List.of(new NoteChange(id, "second"), new NoteChange(null, "third")))))
                .isEqualTo(new Notes.Written(1, 1));
        assertThat(done(notes.list(WORKSPACE, session.id())).get(0).authorId()).isEqualTo("admin");
    }

    @Test
    void retireOver_sessionsThatTakeNothingMore_areRetiredOnce() {
        Session session = world.session(study, "t1");
        sessions.retireOver();
        assertThat(world.sessionStore.over(world.clock.instant(), 10)).isEmpty();
        world.clock.pass(Duration.ofDays(31));
        assertThat(world.sessionStore.over(world.clock.instant(), 10)).containsExactly(session.id());

        sessions.retireOver();

        assertThat(world.sessionStore.over(world.clock.instant(), 10)).isEmpty();
    }

    private Outcome<Sessions.Started> start(String tester, @Nullable StudyVariant variant) {
        return sessions.start(WORKSPACE, study.id(), Tester.of(tester), variant);
    }

    private static void assertRefused(Refusal.Kind kind, Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused<?>) outcome).refusal().kind()).isEqualTo(kind);
    }
}
