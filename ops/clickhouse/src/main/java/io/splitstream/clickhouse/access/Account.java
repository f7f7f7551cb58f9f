package io.splitstream.clickhouse.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** A user of the gateway. Immutable. */
public final class Account {
    private final String name;
    private final byte[] passwordDigest;
    private final boolean readOnly;

    private Account(String name, byte[] passwordDigest, boolean readOnly) {
        this.name = name;
        this.passwordDigest = passwordDigest;
        this.readOnly = readOnly;
    }

    /** A user that may only read. */
    public static Account reader(String name, String password) {
        return new Account(name, digest(password), true);
    }

    /** A user that may also write and define. */
    public static Account writer(String name, String password) {
        return new Account(name, digest(password), false);
    }

    /** The user's name. */
    public String name() {
        return name;
    }

    /** Whether the user may only read. */
    public boolean readOnly() {
        return readOnly;
    }

    /** This user, restricted to reading. */
    public Account reading() {
        return readOnly ? this : new Account(name, passwordDigest, true);
    }

    /**
     * Whether one of {@code accounts} has that name and password. Takes the same time whichever of the two is wrong:
     * every account is compared, by digests of equal length.
     */
    static Optional<Account> authenticate(List<Account> accounts, String name, String password) {
        byte[] nameDigest = digest(name);
        byte[] passwordDigest = digest(password);
        Optional<Account> found = Optional.empty();
        for (Account account : accounts) {
            boolean nameMatches = MessageDigest.isEqual(digest(account.name), nameDigest);
            boolean passwordMatches = MessageDigest.isEqual(account.passwordDigest, passwordDigest);
            if (nameMatches && passwordMatches) {
                found = Optional.of(account);
            }
        }
        return found;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
