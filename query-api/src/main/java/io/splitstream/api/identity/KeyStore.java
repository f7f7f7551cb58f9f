package io.splitstream.api.identity;

import java.util.Optional;

/** Where keys are kept, by their hashes. Calls block. */
public interface KeyStore {
    /**
     * A key, but for itself.
     *
     * @param label what people call it
     */
    record Key(String id, String workspaceId, String label) {}

    /** The key of a hash, unless it was revoked. */
    Optional<Key> find(String hash);

    /** Keeps a key, unless its hash is there. */
    void insert(String hash, Key key);
}
