package io.splitstream.api.study.reminder;

import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.UnavailableException;
import io.splitstream.api.platform.Worker;
import io.splitstream.api.study.insight.InsightSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use case of reminding testers who have gone silent. Calls block. Safe for use by several threads. */
public final class Reminders {
    /** The queue's name for this kind of work. */
    public static final String KIND = "remind-tester";

    private static final Logger LOG = LoggerFactory.getLogger(Reminders.class);
    private static final int PAGE = 200;
    private static final int MOST_ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final ReminderStore store;
    private final InsightSource insights;
    private final ReminderMail mail;
    private final Clock clock;
    private final Ids ids;

    public Reminders(ReminderStore store, InsightSource insights, ReminderMail mail, Clock clock, Ids ids) {
        this.store = store;
        this.insights = insights;
        this.mail = mail;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What a look brought.
     *
     * @param queued reminders that this look put on the queue
     * @param skipped silent sessions that got none: reminded before, or by a look at the same time, or unreachable
     */
    public record Look(Instant at, int queued, int skipped) {}

    /** Looks for silent sessions of all workspaces, and queues a reminder for each, once for its threshold. */
    public Look look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int queued = 0;
        int skipped = 0;
        String after = "";
        List<SilentSession> page;
        do {
            page = store.silent(now, after, PAGE);
            Map<String, Instant> seen = insights.lastSeen(
                    page.stream().map(SilentSession::sessionId).toList());
            for (SilentSession session : page) {
                after = session.sessionId();
                if (session.isSilent(now, seen.getOrDefault(session.sessionId(), Instant.MIN))) {
                    boolean fresh = remind(session, now);
                    queued += fresh ? 1 : 0;
                    skipped += fresh ? 0 : 1;
                }
            }
        } while (page.size() == PAGE);
        return new Look(now, queued, skipped);
    }

    /** Sends what {@link #look} queued. */
    public Worker.Result work(String reminderId, Worker.Tries tries) {
        Optional<Reminder> found = store.unsent(reminderId);
        if (found.isEmpty()) {
            return Worker.Result.DONE;
        }
        try {
            mail.send(found.get());
            store.settle(reminderId, clock.instant(), "");
        } catch (UnavailableException e) {
            LOG.warn("reminder {} has to wait, attempt {}: {}", reminderId, tries.attempt(), e.getMessage());
            if (tries.attempt() < MOST_ATTEMPTS) {
                return new Worker.Result.Retry(FIRST_PAUSE.multipliedBy(1L << (tries.attempt() - 1)));
            }
            store.settle(reminderId, clock.instant(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            LOG.warn("reminder {} cannot be sent: {}", reminderId, e.getMessage());
            store.settle(reminderId, clock.instant(), String.valueOf(e.getMessage()));
        }
        return Worker.Result.DONE;
    }

    private boolean remind(SilentSession session, Instant now) {
        return mail.addressOf(session.tester())
                .map(address -> store.insert(new Reminder(
                        ids.next("rem_"),
                        session.workspaceId(),
                        session.sessionId(),
                        session.afterMinutes(),
                        address,
                        session.studyTitle(),
                        now)))
                .orElse(false);
    }
}
