import { describe, expect, it } from "vitest";
import { hasMore, PAGE_SIZE, pagePath, shownOf } from "./paging";

describe("paging", () => {
  const lines = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

  it("pagePath_asksForOneLineMoreThanIsShown", () => {
    expect(pagePath("/api/studies", 0)).toBe("/api/studies?limit=51&offset=0");
    expect(pagePath("/api/experiments?status=archived", 2)).toBe("/api/experiments?status=archived&limit=51&offset=100");
  });

  it("hasMore_atALineMore_thatIsNotShown", () => {
    expect(hasMore(null)).toBe(false);
    expect(hasMore(lines(PAGE_SIZE))).toBe(false);
    expect(hasMore(lines(PAGE_SIZE + 1))).toBe(true);
    expect(shownOf(lines(PAGE_SIZE + 1))).toEqual(lines(PAGE_SIZE));
  });
});
