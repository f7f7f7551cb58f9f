import { useEffect, useState } from "preact/hooks";

/** Where the page is, told by the fragment so that any address loads the same document. */
export type Place =
  | { readonly kind: "list" }
  | { readonly kind: "new" }
  | { readonly kind: "studies" }
  | { readonly kind: "study"; readonly id: string }
  | { readonly kind: "sites" }
  | { readonly kind: "site"; readonly id: string }
  | { readonly kind: "site-test"; readonly id: string }
  | { readonly kind: "access" }
  | { readonly kind: "experiment"; readonly id: string }
  | { readonly kind: "events"; readonly id: string };

const ROUTES: readonly [RegExp, (id: string) => Place][] = [
  [/^#\/new$/, () => ({ kind: "new" })],
  [/^#\/studies$/, () => ({ kind: "studies" })],
  [/^#\/studies\/([^/]+)$/, (id) => ({ kind: "study", id })],
  [/^#\/sites$/, () => ({ kind: "sites" })],
  [/^#\/sites\/([^/]+)$/, (id) => ({ kind: "site", id })],
  [/^#\/site-experiments\/([^/]+)$/, (id) => ({ kind: "site-test", id })],
  [/^#\/access$/, () => ({ kind: "access" })],
  [/^#\/experiments\/([^/]+)$/, (id) => ({ kind: "experiment", id })],
  [/^#\/experiments\/([^/]+)\/events$/, (id) => ({ kind: "events", id })],
];

export function placeOf(fragment: string): Place {
  for (const [pattern, place] of ROUTES) {
    const match = pattern.exec(fragment);
    if (match !== null) {
      try {
        return place(decodeURIComponent(match[1] ?? ""));
      } catch {
        return { kind: "list" };
      }
    }
  }
  return { kind: "list" };
}

export function experimentAddress(id: string): string {
  return `#/experiments/${encodeURIComponent(id)}`;
}

export function eventsAddress(id: string): string {
  return `${experimentAddress(id)}/events`;
}

export function studyAddress(id: string): string {
  return `#/studies/${encodeURIComponent(id)}`;
}

export function siteAddress(id: string): string {
  return `#/sites/${encodeURIComponent(id)}`;
}

export function siteTestAddress(id: string): string {
  return `#/site-experiments/${encodeURIComponent(id)}`;
}

export function usePlace(): Place {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setFragment(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return placeOf(fragment);
}
