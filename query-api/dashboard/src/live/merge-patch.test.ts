import { describe, expect, it } from "vitest";
import { merged } from "./merge-patch";

describe("merged", () => {
  it("merged_changesAdditionsAndRemovals_areTakenAtEveryDepth", () => {
    const before = { a: 1, b: { c: 2, d: 3 }, list: [1, 2] };
    expect(merged(before, { a: 4, b: { c: null, e: 5 }, list: [3], f: { g: 6 } })).toEqual({ a: 4, b: { d: 3, e: 5 }, list: [3], f: { g: 6 } });
    expect(before).toEqual({ a: 1, b: { c: 2, d: 3 }, list: [1, 2] });
  });

  it("merged_objectOverAValue_replacesIt", () => {
    expect(merged({ a: 1 }, { a: { b: 2 } })).toEqual({ a: { b: 2 } });
  });
});
