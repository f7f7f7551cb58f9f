package io.splitstream.api.platform;

import java.util.random.RandomGenerator;

/** Makes ids: a prefix that says of what, then 80 random bits in Crockford's alphabet. */
public final class Ids {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 16;

    private final RandomGenerator random;

    /**
     * @param random safe for use by several threads
     */
    public Ids(RandomGenerator random) {
        this.random = random;
    }

    /** The next id. */
    public String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
