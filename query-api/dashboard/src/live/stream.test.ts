import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestError } from "../api/request";
import { FrameReader } from "./frames";
import { LiveStream, type LiveState } from "./stream";

const SNAPSHOT = 'id: r-0\nevent: snapshot\ndata: {"n":1,"x":{"a":1}}\n\n';

/** A server whose every connection is a script of pieces; the last one repeats. */
function serving(...connections: (readonly string[] | RequestError | "hangs")[]) {
  const asked: (string | null)[] = [];
  let polls = 0;
  const states: LiveState<{ n: number }>[] = [];
  const stream = new LiveStream<{ n: number }>(
    {
      open: (lastId, signal) => {
        const script = connections[Math.min(asked.length, connections.length - 1)] as (typeof connections)[number];
        asked.push(lastId);
        return script instanceof RequestError ? Promise.reject(script) : Promise.resolve(pieces(script, signal));
      },
      ask: () => Promise.resolve({ n: 100 + ++polls }),
      clock: () => Date.now(),
    },
    (data) => data as { n: number },
    (state) => states.push(state),
  );
  return { stream, states, asked, polls: () => polls };
}

async function* pieces(script: readonly string[] | "hangs", signal: AbortSignal): AsyncGenerator<string> {
  if (script === "hangs") {
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))));
    return;
  }
  yield* script;
}

describe("LiveStream", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("deltas_afterASnapshot_makeTheNextState", async () => {
    const { stream, states } = serving([SNAPSHOT, ":\n\n", 'id: r-1\nevent: delta\ndata: {"n":2}\n\n'], "hangs");
    stream.start();
    await vi.advanceTimersByTimeAsync(10);
    stream.stop();
    expect(states.filter((state) => state.way === "stream").map((state) => state.value)).toEqual([
      { n: 1, x: { a: 1 } },
      { n: 2, x: { a: 1 } },
    ]);
  });

  it("connection_lost_isOpenedAgainAfterTheLastFrame", async () => {
    const { stream, states, asked } = serving([SNAPSHOT, 'id: r-1\nevent: delta\ndata: {"n":2}\n\n'], ['id: r-2\nevent: delta\ndata: {"n":3}\n\n'], "hangs");
    stream.start();
    await vi.advanceTimersByTimeAsync(1500);
    stream.stop();
    expect(asked.slice(0, 2)).toEqual([null, "r-1"]);
    expect(states.filter((state) => state.way === "stream").at(-1)?.value).toMatchObject({ n: 3 });
  });

  it("server_startedAnew_sendsASnapshotThatReplacesAll", async () => {
    const { stream, states } = serving([SNAPSHOT], ['id: s-0\nevent: snapshot\ndata: {"n":9}\n\n'], "hangs");
    stream.start();
    await vi.advanceTimersByTimeAsync(1500);
    stream.stop();
    expect(states.filter((state) => state.way === "stream").at(-1)?.value).toEqual({ n: 9 });
  });

  it("failure_afterAValue_keepsItAndSaysWhen", async () => {
    const down = new RequestError(0, "NETWORK", "down");
    const { stream, states } = serving([SNAPSHOT], down);
    stream.start();
    await vi.advanceTimersByTimeAsync(700);
    stream.stop();
    expect(states.at(-1)).toMatchObject({ way: "connecting", value: { n: 1 }, error: down });
    expect(states.at(-1)?.retryAt).not.toBeNull();
  });

  it("failures_inARow_askForTheStateInstead", async () => {
    const { stream, states, polls } = serving(new RequestError(502, "UNREADABLE", "a proxy"));
    stream.start();
    await vi.advanceTimersByTimeAsync(8000);
    stream.stop();
    expect(polls()).toBeGreaterThanOrEqual(2);
    expect(states.at(-1)).toMatchObject({ way: "poll", error: null });
  });

  it("silence_ofAnOpenConnection_isTakenForItsEnd", async () => {
    const { stream, asked } = serving("hangs");
    stream.start();
    await vi.advanceTimersByTimeAsync(7000);
    stream.stop();
    expect(asked.length).toBe(2);
  });

  it.each([401, 403, 404])("refusal_%i_endsIt", async (status) => {
    const { stream, states, asked } = serving(new RequestError(status, "NO", "no"));
    stream.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBe(1);
    expect(states.at(-1)).toMatchObject({ way: "stopped", retryAt: null });
  });

  it("stop_thenStart_goesOnAfterTheLastFrame", async () => {
    const { stream, asked } = serving([SNAPSHOT], "hangs");
    stream.start();
    await vi.advanceTimersByTimeAsync(100);
    stream.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked.length).toBe(1);
    stream.start();
    await vi.advanceTimersByTimeAsync(100);
    stream.stop();
    expect(asked).toEqual([null, "r-0"]);
  });
});

describe("FrameReader", () => {
  it("frames_cutAnywhere_areWhole", () => {
    const reader = new FrameReader();
    const frames = [...SNAPSHOT].flatMap((character) => reader.take(character));
    expect(frames).toEqual([{ id: "r-0", event: "snapshot", data: '{"n":1,"x":{"a":1}}' }]);
  });
});
