import { adviceOn } from "../api/advice";
import type { RequestError } from "../api/request";
import { WarnIcon } from "./icons";

/** A failure in words: what happened, what to do, and the code to quote. */
export function Failure({ error, inSeconds }: { error: RequestError; inSeconds: number | null }) {
  const advice = adviceOn(error);
  return (
    <div class="notice notice-failure" role="alert">
      <WarnIcon />
      <div>
        <p class="notice-title">{advice.title}</p>
        <p>
          {advice.action}
          {inSeconds !== null && <span class="quiet-text"> Next try in {inSeconds} s.</span>}{" "}
          <span class="quiet-text">({error.code})</span>
        </p>
      </div>
    </div>
  );
}

/** Seconds until a poll tries again, for {@link Failure}; null when it will not. */
export function secondsUntil(retryAt: number | null, now: number): number | null {
  return retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000));
}
