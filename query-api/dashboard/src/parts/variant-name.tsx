import type { Experiment } from "../api/shapes";

/** Which of the page's line styles belongs to a variant: 0 is control's, test arms count from 1. */
export function styleIndex(experiment: Experiment, id: string): number {
  const tests = experiment.variants.filter((variant) => !variant.isControl);
  return tests.findIndex((variant) => variant.id === id) + 1;
}

/** A variant's name with its colour beside it, and the word "control" where it is that. */
export function VariantName({ experiment, id }: { experiment: Experiment; id: string }) {
  const variant = experiment.variants.find((each) => each.id === id);
  const name = variant?.name ?? id;
  const saysSo = /control/i.test(name);
  return (
    <span class="variant-name">
      <span class={`swatch arm-${styleIndex(experiment, id) % 6}`} aria-hidden="true" />
      {name}
      {variant?.isControl === true && !saysSo && <span class="quiet-text"> (control)</span>}
    </span>
  );
}
