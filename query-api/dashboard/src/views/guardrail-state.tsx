import type { GuardrailStatus } from "../api/shapes";
import { OkIcon, WaitIcon, WarnIcon } from "../parts/icons";

const SAID: Record<GuardrailStatus, { readonly short: string; readonly long: string }> = {
  safe: { short: "Safe", long: "Harm beyond the margin is ruled out" },
  within: { short: "Within", long: "Within its limit" },
  inconclusive: { short: "Open", long: "Neither harm nor safety is shown yet" },
  harmed: { short: "Harmed", long: "Worse than the margin allows" },
  crossed: { short: "Crossed", long: "Crossed its limit" },
};

/** How a guardrail stands: word, shape and colour. */
export function GuardrailState({ status, isLong = false }: { status: GuardrailStatus | null; isLong?: boolean }) {
  if (status === null) {
    return <>–</>;
  }
  const tone = status === "harmed" || status === "crossed" ? "bad" : status === "inconclusive" ? "open" : "good";
  const { short, long } = SAID[status];
  return (
    <span class={`state state-${tone}`} title={long}>
      {tone === "bad" ? <WarnIcon /> : tone === "open" ? <WaitIcon /> : <OkIcon />}
      {isLong ? `${short}: ${long.charAt(0).toLowerCase()}${long.slice(1)}` : short}
    </span>
  );
}
