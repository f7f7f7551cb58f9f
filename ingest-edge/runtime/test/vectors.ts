import { readFileSync } from "node:fs";

/** The lines of a file of vectors that Java is held to as well. */
export function vectors<T>(name: string): T[] {
  const path = new URL(`../../../schemas/contracts/src/test/resources/golden/${name}`, import.meta.url);
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => JSON.parse(line) as T);
}
