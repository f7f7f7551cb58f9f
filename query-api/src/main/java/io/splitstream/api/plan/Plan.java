package io.splitstream.api.plan;

import java.util.Locale;

/** What a workspace pays for. */
public enum Plan {
    STARTER(1, 100),
    PRO(10, 1_000),
    ENTERPRISE(25, 0);

    private final int sites;
    private final int monthlyCredits;

    Plan(int sites, int monthlyCredits) {
        this.sites = sites;
        this.monthlyCredits = monthlyCredits;
    }

    /** How many sites it has room for. */
    public int sites() {
        return sites;
    }

    /** Credits that it adds in each calendar month of UTC. */
    int monthlyCredits() {
        return monthlyCredits;
    }

    /** Whether credits are counted. */
    public boolean isMetered() {
        return this != ENTERPRISE;
    }

    /** Whether it has keys for programs. */
    public boolean hasKeys() {
        return this == ENTERPRISE;
    }

    /** The word in settings and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
