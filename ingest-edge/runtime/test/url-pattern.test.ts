import { describe, expect, it } from "vitest";
import { matches } from "../src/url-pattern";
import { vectors } from "./vectors";

interface Vector {
  id: string;
  pattern: string;
  matches: string[];
  rejects: string[];
}

describe("matches", () => {
  it("means every page without a pattern", () => {
    expect(matches(undefined, "/anything")).toBe(true);
  });

  it.each(vectors<Vector>("url-patterns.jsonl"))("decides $id as the server does", (vector) => {
    expect(vector.matches.filter((path) => !matches(vector.pattern, path))).toEqual([]);
    expect(vector.rejects.filter((path) => matches(vector.pattern, path))).toEqual([]);
  });
});
