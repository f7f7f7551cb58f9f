import { useMemo } from "preact/hooks";
import type { RecentEvents } from "../api/activity";
import type { Exposures } from "../api/history";
import type { Alert, Experiment, Metrics, Recommendation } from "../api/shapes";
import { count, DASH, pValue, share } from "../format";
import { eventsAddress } from "../router";
import { OkIcon, WaitIcon, WarnIcon } from "../parts/icons";
import { Section } from "../parts/section";
import { VariantName } from "../parts/variant-name";
import type { ExperimentSql } from "../sql";
import { AlertList } from "./alert-list";
import { ExposureChart } from "./exposure-chart";

interface Props {
  readonly experiment: Experiment;
  readonly metrics: Metrics | null;
  readonly recommendation: Recommendation | null;
  readonly exposures: Exposures | null;
  readonly recent: RecentEvents | null;
  readonly alerts: readonly Alert[] | null;
  readonly sql: ExperimentSql;
}

/** Whether the experiment's traffic is what was planned: looked at before any result. */
export function HealthSection({ experiment, metrics, recommendation, exposures, recent, alerts, sql }: Props) {
  const users = metrics?.variants.reduce((sum, variant) => sum + variant.users, 0) ?? 0;
  const mismatch = recommendation?.reasons.find((reason) => reason.code === "SAMPLE_RATIO_MISMATCH");
  const queries = useMemo(() => sql.health(), [sql]);
  return (
    <Section id="health" title="Health" queries={queries}>
      <div class="health">
        <Split experiment={experiment} metrics={metrics} users={users} />
        <dl class="checks">
          <div>
            <dt>Sample ratio</dt>
            <dd><SampleRatio recommendation={recommendation} users={users} /></dd>
          </div>
          <div>
            <dt>Crossovers</dt>
            <dd>{crossovers(metrics?.crossovers ?? null, users)}</dd>
          </div>
          <div>
            <dt>Late events</dt>
            <dd>{setAside(metrics?.late ?? null, "over 7 days old, in no figure")}</dd>
          </div>
          <div>
            <dt>Sent twice</dt>
            <dd>{setAside(metrics?.duplicates ?? null, "counted once")}</dd>
          </div>
          <div>
            <dt>Rejected in the last hour</dt>
            <dd><a href={eventsAddress(experiment.id)}>{rejected(recent)}</a></dd>
          </div>
        </dl>
      </div>
      {mismatch !== undefined && <p class="problem">{mismatch.message}.</p>}
      <ExposureChart experiment={experiment} exposures={exposures} />
      <AlertList alerts={alerts} variants={experiment.variants} />
    </Section>
  );
}

function Split({ experiment, metrics, users }: { experiment: Experiment; metrics: Metrics | null; users: number }) {
  return (
    <table class="split">
      <caption>Users against the plan</caption>
      <thead>
        <tr>
          <th scope="col">Variant</th>
          <th scope="col" class="figure">Seen</th>
          <th scope="col" class="figure">Share</th>
          <th scope="col" class="figure">Plan</th>
          <td class="split-bar" />
        </tr>
      </thead>
      <tbody>
        {experiment.variants.map((variant) => {
          const seen = metrics?.variants.find((each) => each.id === variant.id)?.users ?? 0;
          const observed = users === 0 ? null : seen / users;
          return (
            <tr key={variant.id}>
              <th scope="row"><VariantName experiment={experiment} id={variant.id} /></th>
              <td class="figure">{count(metrics === null ? null : seen)}</td>
              <td class="figure">{share(observed)}</td>
              <td class="figure">{share(variant.allocation / 100)}</td>
              <td class="split-bar"><SplitBar observed={observed ?? 0} planned={variant.allocation / 100} /></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function SampleRatio({ recommendation, users }: { recommendation: Recommendation | null; users: number }) {
  if (recommendation === null || users === 0) {
    return <span class="state state-open"><WaitIcon /> Nothing to judge yet</span>;
  }
  const { sampleRatioPValue, isSampleRatioMismatch } = recommendation.validity;
  const p = sampleRatioPValue === null ? "" : `, p\u00a0${pValue(sampleRatioPValue).replace(" ", "\u00a0")}`;
  return isSampleRatioMismatch ? (
    <span class="state state-bad"><WarnIcon /> Not as planned{p}</span>
  ) : (
    <span class="state state-good"><OkIcon /> As planned{p}</span>
  );
}

/** The observed share as a bar, the planned one as a mark across it. */
function SplitBar({ observed, planned }: { observed: number; planned: number }) {
  return (
    <svg class="split-drawing" viewBox="0 0 100 14" width="160" height="14" preserveAspectRatio="none" aria-hidden="true">
      <rect class="split-track" x="0" y="4" width="100" height="6" rx="2" />
      <rect class="split-observed" x="0" y="4" width={observed * 100} height="6" rx="2" />
      <rect class="split-planned" x={planned * 100 - 0.6} y="0" width="1.2" height="14" />
    </svg>
  );
}

function crossovers(crossed: number | null, users: number): string {
  if (crossed === null) {
    return DASH;
  }
  return crossed === 0 ? "None" : `${count(crossed)} users (${share(crossed / (users + crossed))}), counted in no variant`;
}

function setAside(events: number | null, fate: string): string {
  return events === null ? DASH : events === 0 ? "None" : `${count(events)} events, ${fate}`;
}

const MOST_COUNTED = 200;

function rejected(recent: RecentEvents | null): string {
  if (recent === null) {
    return "Look at the events";
  }
  return recent.rejectedCount === 0 ? "None" : `${count(recent.rejectedCount)}${recent.rejectedCount >= MOST_COUNTED ? " or more" : ""}, with reasons`;
}
