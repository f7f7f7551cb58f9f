package io.splitstream.api.surface.studies;

import io.splitstream.api.study.Enrolments;
import io.splitstream.api.study.Rounds;
import io.splitstream.api.study.Sessions;
import io.splitstream.api.study.Studies;
import io.splitstream.api.study.analysis.Analyses;
import io.splitstream.api.study.analytics.StudyAnalytics;
import io.splitstream.api.study.checklist.Checklists;
import io.splitstream.api.study.feedback.FeedbackBox;
import io.splitstream.api.study.note.Notes;
import io.splitstream.api.study.payout.Payouts;
import io.splitstream.api.study.reminder.Reminders;

/** What the surface's routes call. */
public record StudiesUseCases(
        Studies studies,
        Rounds rounds,
        Enrolments enrolments,
        Sessions sessions,
        Checklists checklists,
        Notes notes,
        FeedbackBox feedback,
        Analyses analyses,
        Payouts payouts,
        Reminders reminders,
        StudyAnalytics analytics) {}
