import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RequestError } from "../api/request";
import { Poll, type PollState } from "./poll";

describe("Poll", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function polling(...answers: (number | RequestError)[]) {
    const states: PollState<number>[] = [];
    let asked = 0;
    const ask = (): Promise<number> => {
      const answer = answers[Math.min(asked++, answers.length - 1)] as number | RequestError;
      return typeof answer === "number" ? Promise.resolve(answer) : Promise.reject(answer);
    };
    const poll = new Poll(ask, 1000, (state) => states.push(state), () => Date.now());
    return { poll, states, asked: () => asked };
  }

  it("start_answersCome_asksAgainAfterEach", async () => {
    const { poll, states, asked } = polling(1, 2, 3);
    poll.start();
    await vi.advanceTimersByTimeAsync(2500);
    poll.stop();
    expect(asked()).toBe(3);
    expect(states.map((state) => state.value)).toEqual([1, 2, 3]);
  });

  it("failure_afterAnAnswer_keepsItAndBacksOffDoubling", async () => {
    const down = new RequestError(0, "NETWORK", "down");
    const { poll, states, asked } = polling(1, down, down, 4);
    poll.start();
    await vi.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toMatchObject({ value: 1, error: down });
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked()).toBe(3);
    await vi.advanceTimersByTimeAsync(1999);
    expect(asked()).toBe(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(states.at(-1)).toMatchObject({ value: 4, error: null });
    poll.stop();
  });

  it("failure_withRetryAfter_waitsAsLong", async () => {
    const { poll, asked } = polling(new RequestError(503, "UNAVAILABLE", "busy", 9000), 2);
    poll.start();
    await vi.advanceTimersByTimeAsync(8999);
    expect(asked()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked()).toBe(2);
    poll.stop();
  });

  it.each([401, 403, 404])("failure_%i_endsThePoll", async (status) => {
    const { poll, states, asked } = polling(new RequestError(status, "NO", "no"));
    poll.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(1);
    expect(states.at(-1)?.retryAt).toBeNull();
  });

  it("stop_whileAsking_dropsTheAnswer", async () => {
    const { poll, states } = polling(1);
    poll.start();
    poll.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(states).toEqual([]);
  });

  it("again_whileWaiting_asksAtOnce", async () => {
    const { poll, states, asked } = polling(1, 2);
    poll.start();
    await vi.advanceTimersByTimeAsync(10);
    poll.again();
    await vi.advanceTimersByTimeAsync(10);
    expect(asked()).toBe(2);
    expect(states.at(-1)?.value).toBe(2);
    poll.stop();
  });

  it("again_whileAsking_dropsTheOlderAnswer", async () => {
    const { poll, states } = polling(1, 2);
    poll.start();
    poll.again();
    await vi.advanceTimersByTimeAsync(10);
    expect(states.map((state) => state.value)).toEqual([2]);
    poll.stop();
  });

  it("again_afterStop_doesNotStartIt", async () => {
    const { poll, asked } = polling(1);
    poll.start();
    poll.stop();
    poll.again();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked()).toBe(1);
  });

  it("start_afterStop_goesOn", async () => {
    const { poll, states, asked } = polling(1, 2);
    poll.start();
    await vi.advanceTimersByTimeAsync(10);
    poll.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked()).toBe(1);
    poll.start();
    await vi.advanceTimersByTimeAsync(10);
    expect(states.at(-1)?.value).toBe(2);
    poll.stop();
  });
});
