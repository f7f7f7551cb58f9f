import { describe, expect, it } from "vitest";
import { differ } from "./unless-same";

describe("differ", () => {
  it("differ_sameValues_doNot", () => {
    const shared = {};
    expect(differ({ a: 1, b: shared, c: Number.NaN }, { c: Number.NaN, b: shared, a: 1 })).toBe(false);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: {} }, { a: {} }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: undefined }, { b: undefined }],
  ])("differ_%j_%j_do", (some, others) => {
    expect(differ(some, others)).toBe(true);
  });
});
