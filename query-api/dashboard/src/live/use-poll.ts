import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../api/request";
import { onChange } from "./changed";
import { NOTHING_YET, Poll, type PollState } from "./poll";

/**
 * Keeps asking for a path while the component is shown, the page is visible and `paused` is false.
 * Another path starts from nothing; pausing keeps what is there.
 *
 * @param read turns the answer's `data` into what is shown; must not change between renders
 * @param path null asks for nothing
 */
export function usePoll<T>(path: string | null, read: (data: unknown) => T, everyMs: number, paused: boolean): PollState<T> {
  const [shown, setShown] = useState<{ path: string | null; state: PollState<T> }>({ path, state: NOTHING_YET });
  const poll = useRef<Poll<T> | null>(null);

  useEffect(() => {
    if (path === null) {
      return;
    }
    const current = new Poll(
      async (signal) => read(await get(path, signal)),
      everyMs,
      (state) => setShown({ path, state }),
    );
    poll.current = current;
    const forget = onChange(() => current.again());
    return () => {
      forget();
      current.stop();
      poll.current = null;
    };
  }, [path, everyMs, read]);

  useEffect(() => {
    const follow = (): void => {
      if (paused || document.hidden) {
        poll.current?.stop();
      } else {
        poll.current?.start();
      }
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => document.removeEventListener("visibilitychange", follow);
  }, [path, everyMs, read, paused]);

  return shown.path === path ? shown.state : NOTHING_YET;
}

/** The monotonic time in milliseconds, renewed every second so that ages on the page count up. */
export function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
