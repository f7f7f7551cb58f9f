package io.splitstream.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.splitstream.api.identity.Admission;
import io.splitstream.api.identity.ApiKeys;
import io.splitstream.api.identity.Credentials;
import io.splitstream.api.identity.TokenSigner;
import io.splitstream.api.plan.Plan;
import io.splitstream.api.plan.Plans;
import io.splitstream.api.platform.Ids;
import io.splitstream.api.platform.Outcome;
import io.splitstream.api.platform.Refusal;
import io.splitstream.contracts.identity.Principal;
import io.splitstream.contracts.identity.Role;
import io.splitstream.contracts.identity.TokenHash;
import io.splitstream.contracts.identity.TokenSettings;
import io.splitstream.contracts.identity.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Duration MONTH = Duration.ofDays(30);

    private final Clock clock = Clock.systemUTC();
    private final InMemoryAccess store = new InMemoryAccess();
    private final ApiKeys keys = new ApiKeys(store, new Plans(Map.of("small", Plan.STARTER)), clock);
    private final Access access = access(TokenSigner.of(TokenSettings.ofSecret(SECRET)));
    private final Admission admission = new Admission(
            new TokenVerifier(SECRET, clock), token -> store.revokedHashes().contains(TokenHash.hex(token)));

    @Test
    void issue_toAMember_isATokenOfTheMembersRoleThatIsLetIn() {
        access.put("w1", "ada", Role.CREW, "Ada", "boss");
        Shown<IssuedToken> issued = done(access.issue("w1", "ada", "laptop", MONTH, "boss"));

        Principal caller = done(admit(issued.secret()));
        assertThat(caller.subject()).isEqualTo("ada");
        assertThat(caller.role()).isEqualTo(Role.CREW);
        assertThat(caller.workspaceId()).isEqualTo("w1");
        assertThat(issued.kept().issuedBy()).isEqualTo("boss");
    }

    @Test
    void issue_toSomebodyElse_isRefused() {
        access.put("w2", "ada", Role.ADMIN, "Ada", "boss");
        assertThat(refusal(access.issue("w1", "ada", "", MONTH, "boss")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void issue_withoutASecret_saysWhereTokensComeFrom() {
        assertThat(refusal(access(Optional.empty()).issue("w1", "ada", "", MONTH, "boss"))
                        .message())
                .contains("SPLITSTREAM_JWKS", "SPLITSTREAM_JWT_SECRET");
    }

    @Test
    void revoke_aToken_isRefusedFromThenOn() {
        access.put("w1", "ada", Role.CREW, "Ada", "boss");
        Shown<IssuedToken> issued = done(access.issue("w1", "ada", "", MONTH, "boss"));
        done(access.revoke("w1", issued.kept().id()));

        assertThat(refusal(admit(issued.secret())).message()).contains("revoked");
        assertThat(refusal(access.revoke("w2", issued.kept().id())).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void revoke_aToken_isRefusedInEveryOtherTextOfItToo() {
        access.put("w1", "ada", Role.CREW, "Ada", "boss");
        Shown<IssuedToken> issued = done(access.issue("w1", "ada", "", MONTH, "boss"));
        done(access.revoke("w1", issued.kept().id()));

        String token = issued.secret();
        int last = token.length() - 1;
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char same = letters.charAt(letters.indexOf(token.charAt(last)) ^ 1);
        assertThat(refusal(admit(token + "=")).kind()).isEqualTo(Refusal.Kind.UNAUTHORIZED);
        assertThat(refusal(admit(token.substring(0, last) + same)).kind()).isEqualTo(Refusal.Kind.UNAUTHORIZED);
    }

    @Test
    void rotate_aToken_issuesAnotherForAsLongAndRevokesIt() {
        access.put("w1", "ada", Role.CREW, "Ada", "boss");
        Shown<IssuedToken> old = done(access.issue("w1", "ada", "laptop", MONTH, "boss"));
        Shown<IssuedToken> next = done(access.rotate("w1", old.kept().id(), "boss"));

        assertThat(next.kept().label()).isEqualTo("laptop");
        assertThat(Duration.between(next.kept().issuedAt(), next.kept().expiresAt()))
                .isEqualTo(MONTH);
        assertThat(admit(old.secret())).isInstanceOf(Outcome.Refused.class);
        assertThat(admit(next.secret())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void memberWithAnotherRoleOrNone_losesTheTokensIssuedBefore() {
        access.put("w1", "ada", Role.ADMIN, "Ada", "boss");
        access.put("w1", "eve", Role.CREW, "Eve", "boss");
        String adas = done(access.issue("w1", "ada", "", MONTH, "boss")).secret();
        String eves = done(access.issue("w1", "eve", "", MONTH, "boss")).secret();

        access.put("w1", "ada", Role.CREW, "Ada", "boss");
        assertThat(admit(adas)).isInstanceOf(Outcome.Refused.class);
        assertThat(admit(eves)).isInstanceOf(Outcome.Done.class);
        done(access.remove("w1", "eve"));
        assertThat(admit(eves)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void issue_whileTheMemberIsDemotedOrRemoved_isRefused() {
        access.put("w1", "ada", Role.ADMIN, "Ada", "boss");
        Runnable demoted = () -> access.put("w1", "ada", Role.CREW, "Ada", "boss");
        Runnable removed = () -> access.remove("w1", "ada");
        for (Runnable meanwhile : List.of(demoted, removed)) {
            Access overtaken = new Access(
                    store,
                    TokenSigner.of(TokenSettings.ofSecret(SECRET)),
                    keys,
                    new Ids(new Random(2)),
                    new InterruptedClock(meanwhile));

            assertThat(refusal(overtaken.issue("w1", "ada", "", MONTH, "boss")).kind())
                    .isEqualTo(Refusal.Kind.CONFLICT);
        }
        assertThat(access.tokens("w1", 10, 0)).isEmpty();
    }

    /** Lets something happen before it tells the time. */
    private static final class InterruptedClock extends Clock {
        private final Runnable meanwhile;

        InterruptedClock(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public Instant instant() {
            meanwhile.run();
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void keys_areIssuedRotatedAndRevoked_whereThePlanHasThem() {
        Shown<IssuedKey> made = done(access.issueKey("w1", "ci"));
        assertThat(done(keys.holder(made.secret())).workspaceId()).isEqualTo("w1");
        Shown<IssuedKey> next = done(access.rotateKey("w1", made.kept().id()));

        // A holder that was looked up is known for some seconds; another look is by another cache.
        ApiKeys later = new ApiKeys(store, new Plans(Map.of()), clock);
        assertThat(later.holder(made.secret())).isInstanceOf(Outcome.Refused.class);
        assertThat(later.holder(next.secret())).isInstanceOf(Outcome.Done.class);
        assertThat(refusal(access.issueKey("small", "ci")).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusal(access.revokeKey("w2", next.kept().id())).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    private Access access(Optional<TokenSigner> signer) {
        return new Access(store, signer, keys, new Ids(new Random(1)), clock);
    }

    private Outcome<Principal> admit(String token) {
        return admission.admit(new Credentials("Bearer " + token, null, false, null, null), EnumSet.allOf(Role.class));
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }
}
