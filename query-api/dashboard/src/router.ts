import { useEffect, useState } from "preact/hooks";

/** Where the page is, told by the fragment so that any address loads the same document. */
export type Place = { readonly kind: "list" } | { readonly kind: "experiment"; readonly id: string };

export function placeOf(fragment: string): Place {
  const match = /^#\/experiments\/([^/]+)$/.exec(fragment);
  if (match) {
    try {
      return { kind: "experiment", id: decodeURIComponent(match[1] as string) };
    } catch {
      return { kind: "list" };
    }
  }
  return { kind: "list" };
}

export function experimentAddress(id: string): string {
  return `#/experiments/${encodeURIComponent(id)}`;
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
