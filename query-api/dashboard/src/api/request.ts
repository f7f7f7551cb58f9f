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
/** For what fetches a page of a site, which takes up to 20 s, and asks a model, which takes up to a minute. */
export const LONG_MS = 90_000;

/** What a change may need beside its body. */
export interface Wishes {
  /** How long to wait for the answer; 10 s unless something else is said. */
  readonly timeoutMs?: number;
  /** Under which the API carries the request out once, however often it is sent. */
  readonly key?: string;
}

/** A key of nobody else, for {@link Wishes}. */
export function newKey(): string {
  // randomUUID is there over https and on this machine alone.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** GETs a path of this origin; the cookie signs it. */
export const get: Ask = (path, signal) => send("GET", path, undefined, signal);

/** POSTs JSON to a path of this origin; the cookie signs it. */
export function post(path: string, body: unknown, signal?: AbortSignal, wishes?: Wishes): Promise<unknown> {
  return send("POST", path, body, signal, wishes);
}

/** PATCHes JSON to a path of this origin; the cookie signs it. */
export function patch(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  return send("PATCH", path, body, signal);
}

/** DELETEs a path of this origin; the cookie signs it. */
export function remove(path: string, signal?: AbortSignal): Promise<unknown> {
  return send("DELETE", path, undefined, signal);
}

/** Opens an event stream of this origin after the frame of an id; the pieces of its text as they come. */
export async function openStream(path: string, lastId: string | null, signal: AbortSignal): Promise<AsyncIterable<string>> {
  const response = await fetch(path, {
    credentials: "same-origin",
    cache: "no-store",
    signal,
    headers: { Accept: "text/event-stream", ...(lastId === null ? {} : { "Last-Event-ID": lastId }) },
  });
  if (!response.ok || response.body === null) {
    await readEnvelope(response);
    throw new RequestError(response.status, "UNREADABLE", "The API answered with something other than a stream.");
  }
  return texts(response.body);
}

async function* texts(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      yield decoder.decode(piece.value, { stream: true });
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Any failure as one that the page can speak of. */
export function errorOf(failure: unknown): RequestError {
  if (failure instanceof RequestError) {
    return failure;
  }
  const isNetwork = failure instanceof DOMException || (failure instanceof TypeError && /fetch|network|load failed/i.test(failure.message));
  return isNetwork
    ? new RequestError(0, "NETWORK", "The API cannot be reached.")
    : new RequestError(0, "UNREADABLE", `The answer cannot be read: ${failure instanceof Error ? failure.message : String(failure)}.`);
}

async function send(method: string, path: string, body: unknown, signal?: AbortSignal, { timeoutMs = TIMEOUT_MS, key }: Wishes = {}): Promise<unknown> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), timeoutMs);
  const forward = (): void => timeout.abort();
  signal?.addEventListener("abort", forward);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      signal: timeout.signal,
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(key === undefined ? {} : { "Idempotency-Key": key }),
      },
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
      throw new RequestError(0, "TIMEOUT", `No answer within ${timeoutMs / 1000} s.`);
    }
    throw new RequestError(0, "NETWORK", "The API cannot be reached.");
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", forward);
  }
}

async function readEnvelope(response: Response): Promise<unknown> {
  // Surfaces differ: some say success in a field of its own, others by data beside meta.
  let envelope: { success?: unknown; data?: unknown; error?: { code?: unknown; message?: unknown } } | null;
  try {
    envelope = (await response.json()) as typeof envelope;
  } catch {
    envelope = null;
  }
  if (response.ok && (envelope?.success === true || (envelope?.success === undefined && envelope?.data !== undefined))) {
    return envelope?.data;
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
