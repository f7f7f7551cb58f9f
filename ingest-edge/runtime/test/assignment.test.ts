import { describe, expect, it } from "vitest";
import { bucket, variantOf } from "../src/assignment";
import type { Experiment } from "../src/site";
import { vectors } from "./vectors";

interface HashVector {
  id: string;
  kind: string;
  input: { seed: string; value: string; version: number };
  expected: { bucket: number };
}

function experiment(...weights: number[]): Experiment {
  return { id: "experiment-1", variants: weights.map((weight, index) => ({ id: `v${index}`, weight })), goals: [] };
}

describe("bucket", () => {
  const published = vectors<HashVector>("assignment.jsonl").filter(
    (each) => each.kind === "hash_growthbook" && each.input.version === 2,
  );

  it("is GrowthBook's, by its published vectors", () => {
    expect(published.length).toBeGreaterThan(3);
    for (const { id, input, expected } of published) {
      expect(bucket(input.seed, input.value), id).toBe(expected.bucket);
    }
  });

  it("hashes UTF-16 units", () => {
    expect(bucket("seed", "é😀")).toBe(0.0156);
  });
});

describe("variantOf", () => {
  it("spreads visitors by the weights", () => {
    const counts = new Map<string, number>();
    for (let user = 0; user < 10_000; user++) {
      const { id } = variantOf(experiment(0.2, 0.3, 0.5), `user-${user}`);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    // Four standard deviations.
    expect(Math.abs(counts.get("v0")! - 2000)).toBeLessThan(160);
    expect(Math.abs(counts.get("v1")! - 3000)).toBeLessThan(184);
  });

  it("gives nobody what has no weight, and somebody everything that rounding leaves", () => {
    const tenths = experiment(...Array<number>(10).fill(0.1), 0);
    for (let user = 0; user < 2000; user++) {
      expect(variantOf(tenths, `u${user}`).id).not.toBe("v10");
    }
    expect(variantOf(experiment(0, 0), "u").id).toBe("v0");
  });
});
