package io.splitstream.jobs.metrics.core;

/**
 * Whose statistics a row holds.
 *
 * @param version of the definition that they are a projection of
 * @param bucket of users, by {@link Shards#bucketOf}
 */
public record StatisticsKey(String experimentId, int version, int bucket) {
    // State is placed by this hash: it is written out so that no other JDK can change it.
    @Override
    public int hashCode() {
        return (experimentId.hashCode() * 31 + version) * 31 + bucket;
    }
}
