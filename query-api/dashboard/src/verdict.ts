/** The four answers of a recommendation, and how the page speaks of them. */
export type Verdict = "LAUNCH" | "CONTINUE" | "STOP" | "INVESTIGATE";

export interface Wording {
  readonly title: string;
  readonly meaning: string;
}

const WORDING: Record<Verdict, Wording> = {
  LAUNCH: { title: "Launch", meaning: "The test variant is better, and nothing that guards the experiment speaks against it." },
  CONTINUE: { title: "Continue", meaning: "Nothing is decided yet. Looking again, as often as you like, does not harm the answer." },
  STOP: { title: "Stop", meaning: "The test variant does harm, or what it could still gain is not worth more waiting." },
  INVESTIGATE: { title: "Investigate", meaning: "Something is wrong with the experiment or one of its guardrails. Find out what before deciding." },
};

export function isVerdict(text: string): text is Verdict {
  return text in WORDING;
}

export function wordingOf(verdict: Verdict): Wording {
  return WORDING[verdict];
}
