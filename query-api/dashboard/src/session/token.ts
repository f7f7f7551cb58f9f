/** The cookie in which the API looks for a token when a request has no Authorization header. */
export const TOKEN_COOKIE = "sommos_access_token";

/** What the page reads off a token to show it. The API alone judges whether a token is good. */
export interface Claims {
  readonly subject: string;
  readonly role: string;
  readonly workspace: string;
  /** Seconds since the epoch; absent when the token does not expire. */
  readonly expiresAt?: number;
}

/** The claims of a JWT, or null when the text is not one. Its signature is not checked. */
export function readClaims(token: string): Claims | null {
  const parts = token.split(".");
  if (parts.length !== 3 || parts.some((part) => !/^[\w-]+$/.test(part))) {
    return null;
  }
  try {
    const base64 = (parts[1] as string).replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof payload !== "object" || payload === null) {
      return null;
    }
    const claims = payload as Record<string, unknown>;
    const text = (name: string): string => (typeof claims[name] === "string" ? (claims[name] as string) : "");
    const expiry = claims["exp"];
    return {
      subject: text("sub"),
      role: text("role"),
      workspace: text("workspace_id"),
      ...(typeof expiry === "number" ? { expiresAt: expiry } : {}),
    };
  } catch {
    return null;
  }
}

/** The token kept in the document's cookies, or null. */
export function keptToken(cookies: string): string | null {
  for (const pair of cookies.split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === TOKEN_COOKIE) {
      return pair.slice(equals + 1).trim() || null;
    }
  }
  return null;
}

/** A `Set-Cookie` line for `document.cookie` that keeps the token until it expires, for this site only. */
export function keepingCookie(token: string, secure: boolean, nowMs: number): string {
  const expiresAt = readClaims(token)?.expiresAt;
  const lifetime = expiresAt === undefined ? "" : `; Max-Age=${Math.max(0, Math.floor(expiresAt - nowMs / 1000))}`;
  return `${TOKEN_COOKIE}=${token}; Path=/; SameSite=Strict${lifetime}${secure ? "; Secure" : ""}`;
}

/** A `Set-Cookie` line for `document.cookie` that forgets the token. */
export function forgettingCookie(): string {
  return `${TOKEN_COOKIE}=; Path=/; SameSite=Strict; Max-Age=0`;
}

/** The token that a link such as `/#token=…` brings along, or null. */
export function tokenInFragment(fragment: string): string | null {
  const match = /^#token=([\w-]+\.[\w-]+\.[\w-]+)$/.exec(fragment);
  return match ? (match[1] as string) : null;
}

/** What someone pasted, without the words and blanks that come along when copying from a terminal. */
export function tidyToken(pasted: string): string {
  return pasted.trim().replace(/^authorization:\s*/i, "").replace(/^bearer\s+/i, "").replace(/^["']|["'],?$/g, "").trim();
}
