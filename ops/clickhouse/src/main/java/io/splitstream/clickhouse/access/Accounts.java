package io.splitstream.clickhouse.access;

import java.util.List;
import java.util.Optional;

/**
 * The users of the gateway. Immutable.
 *
 * @param all the users; their names differ
 */
public record Accounts(List<Account> all) {
    /** Copies. */
    public Accounts {
        all = List.copyOf(all);
        if (all.stream().map(Account::name).distinct().count() != all.size()) {
            throw new IllegalArgumentException(
                    "two users of one name: " + all.stream().map(Account::name).toList());
        }
    }

    /** The user of that name, if that is the password. */
    public Optional<Account> authenticate(String name, String password) {
        return Account.authenticate(all, name, password);
    }
}
