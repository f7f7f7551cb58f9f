package io.splitstream.api;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.results.ClickHouseInsights;
import io.splitstream.api.results.ClickHouseResults;
import io.splitstream.api.store.Database;
import io.splitstream.api.store.Outbox;
import io.splitstream.api.store.PostgresAnalytics;
import io.splitstream.api.store.PostgresNotes;
import io.splitstream.api.store.PostgresPayouts;
import io.splitstream.api.store.PostgresReminders;
import io.splitstream.api.store.PostgresSessionRecords;
import io.splitstream.api.store.PostgresSessions;
import io.splitstream.api.store.PostgresStudies;
import io.splitstream.api.store.PostgresWorkQueue;
import io.splitstream.api.study.Enrolments;
import io.splitstream.api.study.Rounds;
import io.splitstream.api.study.Sessions;
import io.splitstream.api.study.Studies;
import io.splitstream.api.study.analysis.Analyser;
import io.splitstream.api.study.analysis.Analyses;
import io.splitstream.api.study.analysis.SessionArchive;
import io.splitstream.api.study.analytics.StudyAnalytics;
import io.splitstream.api.study.checklist.Checklists;
import io.splitstream.api.study.feedback.FeedbackBox;
import io.splitstream.api.study.note.Notes;
import io.splitstream.api.study.payout.PayoutGateway;
import io.splitstream.api.study.payout.Payouts;
import io.splitstream.api.study.reminder.ReminderMail;
import io.splitstream.api.study.reminder.Reminders;
import io.splitstream.api.surface.studies.StudiesUseCases;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** The parts of studies, wired together. */
final class StudyParts {
    private final StudiesUseCases useCases;

    /**
     * What studies need of the world outside.
     *
     * @param gateway who pays testers
     * @param mail the way to testers
     */
    record Outside(Analyser analyser, PayoutGateway gateway, ReminderMail mail) {}

    StudyParts(Database database, Outbox outbox, ClickHouseResults clickHouse, Outside outside, Clock clock) {
        Ids ids = new Ids(new SecureRandom());
        PostgresStudies studies = new PostgresStudies(database);
        PostgresSessions sessions = new PostgresSessions(database);
        PostgresSessionRecords records = new PostgresSessionRecords(database);
        PostgresNotes notes = new PostgresNotes(database);
        PostgresWorkQueue queue = new PostgresWorkQueue(database);
        ClickHouseInsights insights = new ClickHouseInsights(clickHouse);
        this.useCases = new StudiesUseCases(
                new Studies(studies, clock, ids),
                new Rounds(studies, clock, ids),
                new Enrolments(studies, clock),
                new Sessions(studies, sessions, outbox, clock, ids),
                new Checklists(studies, sessions, records.checklists(), clock),
                new Notes(sessions, notes, clock, ids),
                new FeedbackBox(sessions, records.feedback(), clock, ids),
                new Analyses(
                        new SessionArchive(studies, records.checklists(), records.feedback(), insights),
                        sessions,
                        notes,
                        outside.analyser(),
                        queue,
                        clock,
                        ids),
                new Payouts(studies, sessions, new PostgresPayouts(database), outside.gateway(), queue, clock, ids),
                new Reminders(new PostgresReminders(database, queue), insights, outside.mail(), clock, ids),
                new StudyAnalytics(studies, new PostgresAnalytics(database), insights));
    }

    StudiesUseCases useCases() {
        return useCases;
    }

    /** What is to be done every few seconds. */
    Map<String, Runnable> chores() {
        return Map.of("retire-sessions", useCases.sessions()::retireOver);
    }

    /** Who does what is put on the queue. */
    Map<String, Worker> workers() {
        return Map.of(
                Analyses.KIND, useCases.analyses()::work,
                Payouts.KIND, useCases.payouts()::work,
                Reminders.KIND, useCases.reminders()::work);
    }
}
