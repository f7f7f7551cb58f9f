import { forgettingCookie, keepingCookie, keptToken, readClaims, tokenInFragment, type Claims } from "./token";

/**
 * Moves a token that a link brought along out of the address and into the cookie, so that it stays
 * neither in the address bar nor in the history. Called once, before anything is drawn.
 */
export function takeTokenFromAddress(): void {
  const token = tokenInFragment(location.hash);
  if (token !== null) {
    signIn(token);
    history.replaceState(null, "", `${location.pathname}${location.search}#/`);
  }
}

export function signIn(token: string): void {
  document.cookie = keepingCookie(token, location.protocol === "https:", Date.now());
}

export function signOut(): void {
  document.cookie = forgettingCookie();
}

/** Who is signed in, as the kept token says; null when there is none. */
export function signedIn(): Claims | null {
  const token = keptToken(document.cookie);
  return token === null ? null : readClaims(token);
}
