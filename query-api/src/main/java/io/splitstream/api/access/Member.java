package io.splitstream.api.access;

import io.splitstream.contracts.identity.Role;
import java.time.Instant;

/**
 * Somebody whom tokens may be issued to.
 *
 * @param subject claim {@code sub} of their tokens, such as a mail address
 * @param role of the tokens that are issued to them
 * @param addedBy the subject of who added or last changed them
 */
public record Member(String workspaceId, String subject, Role role, String name, String addedBy, Instant addedAt) {}
