package io.splitstream.api.experiment;

/**
 * A caller's key for one creation.
 *
 * @param key as sent
 * @param requestHash of the request's body: the same key may come again only with the same body
 */
public record CreationKey(String key, String requestHash) {}
