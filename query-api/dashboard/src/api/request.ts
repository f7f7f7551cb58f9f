/** A refusal or a failure of a request, with what the page needs to say about it. */
export class RequestError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The API's own code, or `NETWORK`, `TIMEOUT`, `UNREADABLE`. */
    readonly code: string,
    message: string,
    /** How long the API asks to be left alone, in milliseconds. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
    this.name = "RequestError";
  }
}

/** An answer: the `data` of the envelope as it came, to be read by a shape. */
export type Ask = (path: string, signal?: AbortSignal) => Promise<unknown>;

const TIMEOUT_MS = 10_000;

/** GETs a path of this origin; the cookie signs it. */
export const get: Ask = (path, signal) => send("GET", path, undefined, signal);

/** POSTs JSON to a path of this origin; the cookie signs it. */
export function post(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  return send("POST", path, body, signal);
}

async function send(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const forward = (): void => timeout.abort();
  signal?.addEventListener("abort", forward);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      signal: timeout.signal,
      headers: { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return await readEnvelope(response);
  } catch (failure) {
    if (failure instanceof RequestError) {
      throw failure;
    }
    if (signal?.aborted) {
      throw new RequestError(0, "ABORTED", "The request was given up.");
    }
    if (timeout.signal.aborted) {
      throw new RequestError(0, "TIMEOUT", `No answer within ${TIMEOUT_MS / 1000} s.`);
    }
    throw new RequestError(0, "NETWORK", "The API cannot be reached.");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", forward);
  }
}

async function readEnvelope(response: Response): Promise<unknown> {
  let envelope: { success?: unknown; data?: unknown; error?: { code?: unknown; message?: unknown } } | null;
  try {
    envelope = (await response.json()) as typeof envelope;
  } catch {
    envelope = null;
  }
  if (response.ok && envelope !== null && envelope.success === true) {
    return envelope.data;
  }
  const code = typeof envelope?.error?.code === "string" ? envelope.error.code : "UNREADABLE";
  const message =
    typeof envelope?.error?.message === "string"
      ? envelope.error.message
      : `The API answered ${response.status} with something other than its JSON.`;
  throw new RequestError(response.status, code, message, retryAfterMs(response.headers.get("Retry-After")));
}

function retryAfterMs(header: string | null): number | null {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 60) * 1000 : null;
}
