package io.splitstream.api.study.payout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway for development: says in the log what would be paid, and takes everything. */
public final class LoggedPayouts implements PayoutGateway {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedPayouts.class);

    @Override
    public Answer pay(Payout payout) {
        LOG.info(
                "payout {} of {} {} (minor units) to tester {} for session {}",
                payout.id(),
                payout.amount().amountMinor(),
                payout.amount().currency(),
                payout.testerId(),
                payout.sessionId());
        return new Answer.Taken(null);
    }
}
