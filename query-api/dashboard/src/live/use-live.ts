import { useEffect, useRef, useState } from "preact/hooks";
import { get, openStream } from "../api/request";
import { LiveStream, NOT_LIVE, type LiveState } from "./stream";

/**
 * Follows an experiment's live figures while the component is shown, the page is visible and `paused` is false; see
 * {@link LiveStream}.
 *
 * @param base path of the experiment; null follows nothing
 * @param read must not change between renders
 */
export function useLive<T>(base: string | null, read: (data: unknown) => T, paused: boolean): LiveState<T> {
  const [shown, setShown] = useState<{ base: string | null; state: LiveState<T> }>({ base, state: NOT_LIVE });
  const stream = useRef<LiveStream<T> | null>(null);

  useEffect(() => {
    if (base === null) {
      return;
    }
    const current = new LiveStream(
      {
        open: (lastId, signal) => openStream(`${base}/stream`, lastId, signal),
        ask: (signal) => get(`${base}/realtime`, signal),
        clock: () => performance.now(),
      },
      read,
      (state) => setShown({ base, state }),
    );
    stream.current = current;
    return () => {
      current.stop();
      stream.current = null;
    };
  }, [base, read]);

  useEffect(() => {
    const follow = (): void => {
      if (paused || document.hidden) {
        stream.current?.stop();
      } else {
        stream.current?.start();
      }
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => document.removeEventListener("visibilitychange", follow);
  }, [base, read, paused]);

  return shown.base === base ? shown.state : NOT_LIVE;
}
