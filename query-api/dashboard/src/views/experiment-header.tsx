import type { Experiment, Realtime } from "../api/shapes";
import { age, clock, duration, moment } from "../format";
import { freshness } from "../live/freshness";
import type { LiveState } from "../live/stream";
import { StatusBadge, VerdictBadge } from "../parts/badges";
import { OkIcon, PauseIcon, WaitIcon, WarnIcon } from "../parts/icons";
import type { Verdict } from "../verdict";
import { Lifecycle } from "./lifecycle";

interface Props {
  readonly experiment: Experiment;
  readonly realtime: LiveState<Realtime>;
  readonly verdict: Verdict | null;
  readonly isAdmin: boolean;
  readonly paused: boolean;
  readonly now: number;
}

export function ExperimentHeader({ experiment, realtime, verdict, isAdmin, paused, now }: Props) {
  return (
    <header class="experiment-header">
      <p class="crumb">
        <a href="#/">Experiments</a>
      </p>
      <div class="experiment-title">
        <h1>{experiment.name}</h1>
        <StatusBadge status={realtime.value?.status ?? experiment.status} />
        {verdict !== null && (
          <a class="verdict-link" href="#recommendation" onClick={scrollToReasons} aria-label={`Recommendation: ${verdict}. Go to its reasons`}>
            <VerdictBadge verdict={verdict} />
          </a>
        )}
      </div>
      {(experiment.hypothesis ?? experiment.description) !== null && <p class="lead">{experiment.hypothesis ?? experiment.description}</p>}
      <div class="experiment-facts">
        <span>{runTime(experiment, realtime.value?.answeredAt ?? null)}</span>
        <Completeness realtime={realtime} paused={paused} now={now} isOver={experiment.status === "completed"} />
      </div>
      {(experiment.conclusion !== null || experiment.winnerVariantId !== null) && <Conclusion experiment={experiment} />}
      {isAdmin && <Lifecycle experiment={experiment} />}
    </header>
  );
}

/** The fragment belongs to the router, so the link scrolls by itself. */
function scrollToReasons(event: Event): void {
  event.preventDefault();
  const reasons = document.getElementById("recommendation");
  reasons?.scrollIntoView({ block: "start" });
  reasons?.focus({ preventScroll: true });
}

function runTime(experiment: Experiment, serverNow: number | null): string {
  if (experiment.startedAt === null) {
    return `Created ${moment(experiment.createdAt)}, not started`;
  }
  const end = experiment.completedAt ?? serverNow;
  const ran = end === null ? "" : `${experiment.completedAt === null ? "Running for" : "Ran for"} ${duration(end - experiment.startedAt)}, `;
  const planned = experiment.plannedEnd === null || experiment.completedAt !== null ? "" : `, planned until ${moment(experiment.plannedEnd)}`;
  return `${ran}started ${moment(experiment.startedAt)}${planned}`;
}

interface CompletenessProps {
  readonly realtime: LiveState<Realtime>;
  readonly paused: boolean;
  readonly now: number;
  readonly isOver: boolean;
}

/** Up to when the figures are complete, and how long ago that is. */
function Completeness({ realtime, paused, now, isOver }: CompletenessProps) {
  const { value, receivedAt } = realtime;
  if (value === null || receivedAt === null) {
    return <span class="freshness"><WaitIcon /> Waiting for the first figures</span>;
  }
  if (value.completeUntil === null) {
    return <span class="freshness"><WaitIcon /> No event has been counted yet</span>;
  }
  const until = `Complete up to ${clock(value.completeUntil)}`;
  if (isOver) {
    return <span class="freshness">{until}</span>;
  }
  const { ageMs, level } = freshness(value.completeUntil, value.answeredAt, receivedAt, now);
  if (paused) {
    return <span class="freshness freshness-behind"><PauseIcon /> Updates paused. {until}, {age(ageMs)} ago</span>;
  }
  if (level === "fresh") {
    return (
      <span class="freshness freshness-fresh" data-way={realtime.way}>
        <OkIcon /> {realtime.way === "stream" ? "Live" : "Up to date, by asking"}. {until}, {age(ageMs)} ago
      </span>
    );
  }
  return (
    <span class={`freshness freshness-${level}`} role="status">
      <WarnIcon /> {level === "stale" ? "Stale" : "Behind"}. {until}, {age(ageMs)} ago
      {realtime.error !== null && "; reconnecting"}
    </span>
  );
}

function Conclusion({ experiment }: { experiment: Experiment }) {
  const winner = experiment.variants.find((variant) => variant.id === experiment.winnerVariantId);
  return (
    <p class="conclusion">
      <strong>{winner === undefined ? "Conclusion" : `Winner: ${winner.name}`}.</strong> {experiment.conclusion}
    </p>
  );
}
