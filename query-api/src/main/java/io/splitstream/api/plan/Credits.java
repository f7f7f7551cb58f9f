package io.splitstream.api.plan;

import io.splitstream.api.plan.CreditEntry.Reason;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The use cases on credits. Calls block. Safe for use by several threads.
 *
 * <p>Each month's credits are entered when somebody first asks for anything in it; what is left over stays.
 */
public final class Credits {
    /** What an experiment costs. */
    public static final int CREATE = 5;

    /** What a variant from plain English costs, or a round of ideas; also where it ends in a question. */
    public static final int GENERATE = 10;

    private final CreditLedger ledger;
    private final Plans plans;
    private final Clock clock;

    public Credits(CreditLedger ledger, Plans plans, Clock clock) {
        this.ledger = ledger;
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * How a workspace stands.
     *
     * @param balance null where nothing is counted
     */
    public record Standing(Plan plan, @Nullable Long balance, List<CreditEntry> entries) {
        public Standing {
            entries = List.copyOf(entries);
        }
    }

    public Plan plan(String workspaceId) {
        return plans.of(workspaceId);
    }

    /** The balance and a page of the ledger, newest first. */
    public Standing standing(String workspaceId, int limit, int offset) {
        Plan plan = plans.of(workspaceId);
        if (!plan.isMetered()) {
            return new Standing(plan, null, List.of());
        }
        grant(workspaceId, plan);
        return new Standing(plan, ledger.balance(workspaceId), ledger.entries(workspaceId, limit, offset));
    }

    /** Whether there are as many credits; refused as {@link #spend} would be. Nothing is spent. */
    public Outcome<Integer> require(String workspaceId, int credits) {
        Plan plan = plans.of(workspaceId);
        if (!plan.isMetered()) {
            return Outcome.done(0);
        }
        grant(workspaceId, plan);
        return ledger.balance(workspaceId) >= credits ? Outcome.done(credits) : tooFew(workspaceId, credits, plan);
    }

    /** Spends credits; refused if there are too few. */
    public Outcome<Integer> spend(String workspaceId, int credits, Reason reason, @Nullable String subject) {
        Plan plan = plans.of(workspaceId);
        if (!plan.isMetered()) {
            return Outcome.done(0);
        }
        grant(workspaceId, plan);
        return ledger.enter(workspaceId, new CreditEntry(-credits, reason, subject, now()))
                ? Outcome.done(credits)
                : tooFew(workspaceId, credits, plan);
    }

    private Outcome<Integer> tooFew(String workspaceId, int credits, Plan plan) {
        return Outcome.refused(
                Refusal.Kind.INSUFFICIENT_CREDITS,
                "This costs " + credits + " credits and the workspace has " + ledger.balance(workspaceId)
                        + "; the plan " + plan.word() + " adds " + plan.monthlyCredits()
                        + " at the beginning of each month.");
    }

    /** Gives credits back. */
    public void giveBack(String workspaceId, int credits, @Nullable String subject) {
        if (plans.of(workspaceId).isMetered() && credits > 0) {
            ledger.enter(workspaceId, new CreditEntry(credits, Reason.RETURNED, subject, now()));
        }
    }

    private void grant(String workspaceId, Plan plan) {
        String month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).toString();
        ledger.grant(workspaceId, month, new CreditEntry(plan.monthlyCredits(), Reason.GRANT, month, now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
