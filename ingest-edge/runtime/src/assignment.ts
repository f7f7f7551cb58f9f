import type { Experiment, Variant } from "./site";

/** FNV-1a of 32 bits over UTF-16 units. */
function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** Where a user falls under a seed, in [0, 1): GrowthBook's hash of version 2, as the server has it. */
export function bucket(seed: string, user: string): number {
  return (fnv(String(fnv(seed + user))) % 10_000) / 10_000;
}

/** The variant of a visitor who has none yet: the same that the server would assign. */
export function variantOf(experiment: Experiment, visitor: string): Variant {
  const point = bucket(experiment.id, visitor);
  let start = 0;
  let last = experiment.variants[0]!;
  for (const variant of experiment.variants) {
    if (point >= start && point < start + variant.weight) {
      return variant;
    }
    start += variant.weight;
    if (variant.weight > 0) {
      last = variant;
    }
  }
  // Weights are added up in doubles: the last range may end a rounding error below 1.
  return last;
}
