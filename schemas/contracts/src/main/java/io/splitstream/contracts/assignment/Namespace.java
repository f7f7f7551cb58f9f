package io.splitstream.contracts.assignment;

/**
 * A part of all users that an experiment keeps to, so that experiments of one namespace with ranges apart never
 * share a user.
 *
 * @param name seeds the hash
 * @param start of the range, included
 * @param end of the range, excluded
 */
public record Namespace(String name, double start, double end) {
    /** Whether the user is in the range. */
    public boolean contains(String user) {
        return new BucketRange(start, end).contains(AssignmentHash.V1.bucket("__" + name, user));
    }
}
