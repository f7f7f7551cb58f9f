package io.splitstream.api.surface.sommos;

import io.splitstream.api.access.Access;
import io.splitstream.api.access.IssuedKey;
import io.splitstream.api.access.IssuedToken;
import io.splitstream.api.access.Member;
import io.splitstream.api.access.Shown;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.surface.Answer;
import io.splitstream.api.surface.Call;
import io.splitstream.api.surface.JsonForms;
import io.splitstream.contracts.identity.Role;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Members, tokens and keys of the caller's workspace. What is secret is in the answer that made it, and in no other. */
final class AccessRoutes {
    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 100;
    private static final int USUAL_DAYS = 30;

    private final Access access;

    AccessRoutes(Access access) {
        this.access = access;
    }

    Outcome<Answer> listMembers(Call call) {
        return Outcome.done(
                Envelope.ok(JsonForms.array(access.members(call.caller().workspaceId()), AccessRoutes::member)));
    }

    Outcome<Answer> putMember(Call call) {
        JsonObject body = call.body();
        String subject = body.getString("subject");
        Member member = access.put(
                call.caller().workspaceId(),
                subject,
                Role.valueOf(body.getString("role").toUpperCase(Locale.ROOT)),
                body.getString("name", subject),
                call.caller().subject());
        return Outcome.done(new Answer(201, Envelope.of(member(member))));
    }

    Outcome<Answer> removeMember(Call call) {
        return access.remove(call.caller().workspaceId(), call.path("subject"))
                .map(member -> Envelope.ok(member(member), "Member removed, and their tokens revoked"));
    }

    Outcome<Answer> listTokens(Call call) {
        int limit = Math.min(call.queryNumber("limit", USUAL_LIMIT), MOST);
        int offset = call.queryNumber("offset", 0);
        List<IssuedToken> found = access.tokens(call.caller().workspaceId(), limit, offset);
        return Outcome.done(new Answer(
                200,
                Envelope.of(JsonForms.array(found, AccessRoutes::token))
                        .put("meta", Envelope.page(found.size(), limit, offset))));
    }

    Outcome<Answer> issueToken(Call call) {
        JsonObject body = call.body();
        return access.issue(
                        call.caller().workspaceId(),
                        body.getString("subject"),
                        body.getString("label", ""),
                        Duration.ofDays(body.getInteger("expires_in_days", USUAL_DAYS)),
                        call.caller().subject())
                .map(AccessRoutes::shownToken);
    }

    Outcome<Answer> rotateToken(Call call) {
        return access.rotate(
                        call.caller().workspaceId(),
                        call.path("tokenId"),
                        call.caller().subject())
                .map(AccessRoutes::shownToken);
    }

    Outcome<Answer> revokeToken(Call call) {
        return access.revoke(call.caller().workspaceId(), call.path("tokenId"))
                .map(token -> Envelope.ok(token(token), "Token revoked"));
    }

    Outcome<Answer> listKeys(Call call) {
        return Outcome.done(
                Envelope.ok(JsonForms.array(access.keys(call.caller().workspaceId()), AccessRoutes::key)));
    }

    Outcome<Answer> issueKey(Call call) {
        return access.issueKey(call.caller().workspaceId(), call.body().getString("label"))
                .map(AccessRoutes::shownKey);
    }

    Outcome<Answer> rotateKey(Call call) {
        return access.rotateKey(call.caller().workspaceId(), call.path("keyId")).map(AccessRoutes::shownKey);
    }

    Outcome<Answer> revokeKey(Call call) {
        return access.revokeKey(call.caller().workspaceId(), call.path("keyId"))
                .map(key -> Envelope.ok(key(key), "Key revoked"));
    }

    private static Answer shownToken(Shown<IssuedToken> shown) {
        return new Answer(201, Envelope.of(token(shown.kept()).put("token", shown.secret())));
    }

    private static Answer shownKey(Shown<IssuedKey> shown) {
        return new Answer(201, Envelope.of(key(shown.kept()).put("key", shown.secret())));
    }

    private static JsonObject member(Member member) {
        return new JsonObject()
                .put("subject", member.subject())
                .put("role", word(member.role()))
                .put("name", member.name())
                .put("added_by", member.addedBy())
                .put("added_at", JsonForms.time(member.addedAt()));
    }

    private static JsonObject token(IssuedToken token) {
        return new JsonObject()
                .put("id", token.id())
                .put("subject", token.subject())
                .put("role", word(token.role()))
                .put("label", token.label())
                .put("issued_by", token.issuedBy())
                .put("issued_at", JsonForms.time(token.issuedAt()))
                .put("expires_at", JsonForms.time(token.expiresAt()))
                .put("revoked_at", JsonForms.time(token.revokedAt()));
    }

    private static JsonObject key(IssuedKey key) {
        return new JsonObject()
                .put("id", key.id())
                .put("label", key.label())
                .put("created_at", JsonForms.time(key.createdAt()))
                .put("revoked_at", JsonForms.time(key.revokedAt()));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
