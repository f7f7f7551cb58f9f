import { useState } from "preact/hooks";
import { sentenceOn } from "../api/advice";
import { tellOfChange } from "./changed";

/** Something that somebody wants done: whether it is under way, and what went wrong with the last try. */
export interface Action {
  readonly isBusy: boolean;
  readonly problem: string | null;
  /** Does it; if it went well, the page asks for what it shows at once, and `then` follows. One at a time. */
  readonly run: (work: () => Promise<unknown>, then?: () => void) => void;
}

export function useAction(): Action {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = (work: () => Promise<unknown>, then?: () => void): void => {
    if (isBusy) {
      return;
    }
    setBusy(true);
    setProblem(null);
    work()
      .then(() => {
        tellOfChange();
        then?.();
      })
      .catch((failure: unknown) => setProblem(sentenceOn(failure)))
      .finally(() => setBusy(false));
  };
  return { isBusy, problem, run };
}
