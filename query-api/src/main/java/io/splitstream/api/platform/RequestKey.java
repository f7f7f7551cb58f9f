package io.splitstream.api.platform;

/**
 * A caller's key for one request that changes something: the same request sent again under it is carried out once.
 *
 * @param workspaceId whose data the caller works on
 * @param caller who sent it; nobody is answered what was answered to another
 * @param key as sent
 * @param requestHash of all that the request asks for: the same key may come again only with the same request
 */
public record RequestKey(String workspaceId, String caller, String key, String requestHash) {}
