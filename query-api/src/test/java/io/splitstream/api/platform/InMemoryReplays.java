package io.splitstream.api.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers kept in memory, one request at a time. */
public final class InMemoryReplays implements Replays {
    private final Map<List<String>, Kept> answers = new HashMap<>();

    private record Kept(String requestHash, KeptAnswer answer) {}

    @Override
    public synchronized Optional<Outcome<KeptAnswer>> kept(RequestKey key) {
        return Optional.ofNullable(answers.get(List.of(key.workspaceId(), key.caller(), key.key())))
                .map(kept -> replayed(kept, key));
    }

    @Override
    public synchronized Outcome<KeptAnswer> once(RequestKey key, Supplier<KeptAnswer> work) {
        List<String> name = List.of(key.workspaceId(), key.caller(), key.key());
        Kept kept = answers.get(name);
        if (kept == null) {
            KeptAnswer answer = work.get();
            if (answer.isSuccess()) {
                answers.put(name, new Kept(key.requestHash(), answer));
            }
            return Outcome.done(answer);
        }
        return replayed(kept, key);
    }

    private static Outcome<KeptAnswer> replayed(Kept kept, RequestKey key) {
        KeptAnswer first = kept.answer();
        return kept.requestHash().equals(key.requestHash())
                ? Outcome.done(new KeptAnswer(first.status(), first.body(), first.headers(), true))
                : Outcome.refused(Refusal.Kind.IDEMPOTENCY_CONFLICT, "used with another request");
    }
}
