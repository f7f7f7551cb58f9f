import { afterEach, describe, expect, it, vi } from "vitest";
import { adviceOn } from "./advice";
import { get, LONG_MS, newKey, post, RequestError } from "./request";

describe("post", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("post_withKey_sendsIt", async () => {
    const sent: unknown[] = [];
    vi.stubGlobal("fetch", (_path: string, init: RequestInit) => {
      sent.push(init.headers);
      return Promise.resolve(new Response(JSON.stringify({ data: 1 })));
    });
    await post("/v1/experiments", {}, undefined, { key: "k-1" });
    await post("/v1/experiments", {});
    expect(sent[0]).toMatchObject({ "Idempotency-Key": "k-1" });
    expect(sent[1]).not.toHaveProperty("Idempotency-Key");
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });

  it.each([
    [undefined, 10_000],
    [{ timeoutMs: LONG_MS }, 90_000],
  ])("post_with_%j_isGivenUpAfter_%i", async (wishes, patience) => {
    vi.useFakeTimers();
    vi.stubGlobal("fetch", (_path: string, init: RequestInit) => new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")))));
    let error: unknown = null;
    post("/v1/variants/generate", {}, undefined, wishes).catch((failure: unknown) => (error = failure));
    await vi.advanceTimersByTimeAsync(patience - 1);
    expect(error).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(error).toMatchObject({ code: "TIMEOUT", message: `No answer within ${patience / 1000} s.` });
  });
});

describe("get", () => {
  afterEach(() => vi.unstubAllGlobals());

  function answering(response: Response | Error) {
    vi.stubGlobal("fetch", () => (response instanceof Error ? Promise.reject(response) : Promise.resolve(response)));
  }

  async function failure(): Promise<RequestError> {
    return get("/api/experiments").then(
      () => Promise.reject(new Error("no failure")),
      (error: unknown) => error as RequestError,
    );
  }

  it("get_success_isItsData", async () => {
    answering(new Response(JSON.stringify({ success: true, data: [1] })));
    expect(await get("/api/experiments")).toEqual([1]);
  });

  it("get_dataBesideMeta_isItsData", async () => {
    answering(new Response(JSON.stringify({ data: [2], meta: { workspace_id: "w" } })));
    expect(await get("/v1/sites")).toEqual([2]);
  });

  it("get_neitherSuccessNorData_isUnreadable", async () => {
    answering(new Response("{}"));
    expect(await failure()).toMatchObject({ code: "UNREADABLE" });
  });

  it("get_refusal_carriesCodeAndRetryAfter", async () => {
    answering(
      new Response(JSON.stringify({ success: false, error: { code: "UNAVAILABLE", message: "Not yet." } }), {
        status: 503,
        headers: { "Retry-After": "7" },
      }),
    );
    expect(await failure()).toMatchObject({ status: 503, code: "UNAVAILABLE", message: "Not yet.", retryAfterMs: 7000 });
  });

  it("get_notJson_isSaidToBeThat", async () => {
    answering(new Response("<html>bad gateway</html>", { status: 502 }));
    expect(await failure()).toMatchObject({ status: 502, code: "UNREADABLE" });
  });

  it("get_noAnswer_isNetwork", async () => {
    answering(new TypeError("Failed to fetch"));
    const error = await failure();
    expect(error.code).toBe("NETWORK");
    expect(adviceOn(error).action).toContain("asked again by itself");
  });

  it.each([0, 401, 403, 404, 429, 500, 503])("adviceOn_%i_saysWhatToDo", (status) => {
    expect(adviceOn(new RequestError(status, "X", "said")).action).not.toBe("");
  });
});
