import type { Status } from "../api/shapes";
import { wordingOf, type Verdict } from "../verdict";
import { StatusIcon, VerdictIcon } from "./icons";

export function StatusBadge({ status }: { status: Status }) {
  return (
    <span class={`badge status-${status}`}>
      <StatusIcon status={status} />
      {status.charAt(0).toUpperCase() + status.slice(1)}
    </span>
  );
}

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`badge verdict verdict-${verdict.toLowerCase()}`} data-verdict={verdict}>
      <VerdictIcon verdict={verdict} />
      {wordingOf(verdict).title}
    </span>
  );
}
