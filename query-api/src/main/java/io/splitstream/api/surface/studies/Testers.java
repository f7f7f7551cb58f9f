package io.splitstream.api.surface.studies;

import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.api.study.Session;
import io.splitstream.api.study.Sessions;
import io.splitstream.api.surface.Call;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;

/** Whom a caller may act for. */
final class Testers {
    private final Sessions sessions;

    Testers(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The tester, unless the caller is a guest and somebody else. */
    static Outcome<String> own(Principal caller, String testerId) {
        return caller.role() != Role.GUEST || caller.subject().equals(testerId)
                ? Outcome.done(testerId)
                : Outcome.refused(Refusal.Kind.FORBIDDEN, "A guest may do this only for the token's own sub.");
    }

    /** The session, unless there is none or the caller is a guest and it is another's. */
    Outcome<Session> session(Call call, String sessionId) {
        return sessions.get(call.caller().workspaceId(), sessionId)
                .then(session -> own(call.caller(), session.testerId()).map(tester -> session));
    }
}
