/**
 * Whether a glob means a page. Without a wildcard that path and all below it, `/` the home page alone; with one the whole
 * path: `*` one segment that is not empty, `**` any number of them; within a segment `*` any characters.
 *
 * Decides as `UrlPattern` of the contracts does; both are held to the same vectors and to each other.
 */
export function matches(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined) {
    return true;
  }
  const wanted = segments(pattern);
  const given = segments(path);
  if (!pattern.includes("*")) {
    return wanted.length ? wanted.every((segment, index) => segment === given[index]) : !given.length;
  }
  // Which numbers of the path's segments the pattern's segments so far can take up.
  let reached = [true, ...given.map(() => false)];
  for (const segment of wanted) {
    let any = false;
    reached =
      segment === "**"
        ? reached.map((here) => (any ||= here))
        : reached.map((_, taken) => taken > 0 && reached[taken - 1]! && takes(segment, given[taken - 1]!));
  }
  return reached[given.length]!;
}

function takes(segment: string, given: string): boolean {
  if (segment === "*") {
    return given !== "";
  }
  const parts = segment.split("*");
  const last = parts.pop()!;
  if (!parts.length) {
    return segment === given;
  }
  let from = parts[0]!.length;
  if (!given.startsWith(parts[0]!) || !given.endsWith(last)) {
    return false;
  }
  for (const part of parts.slice(1)) {
    const found = given.indexOf(part, from);
    if (found < 0) {
      return false;
    }
    from = found + part.length;
  }
  return given.length - last.length >= from;
}

/** What lies between the slashes, without one at the end; nothing for the home page. */
function segments(path: string): string[] {
  const trimmed = path.endsWith("/") ? path.slice(0, -1) : path;
  return trimmed ? trimmed.slice(1).split("/") : [];
}
