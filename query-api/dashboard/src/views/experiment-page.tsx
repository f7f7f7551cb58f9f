import { useEffect } from "preact/hooks";
import {
  readAlerts,
  readExperiment,
  readGuardrails,
  readLiftHistory,
  readMetrics,
  readRealtime,
  readRecommendation,
} from "../api/shapes";
import { useNow, usePoll } from "../live/use-poll";
import { Failure, secondsUntil } from "../parts/notice";
import { ExperimentHeader } from "./experiment-header";
import { GuardrailSection } from "./guardrail-section";
import { HealthSection } from "./health-section";
import { LiftSection } from "./lift-section";
import { RecommendationSection } from "./recommendation-section";
import { ScorecardSection } from "./scorecard-section";
import { VariantSection } from "./variant-section";

interface Props {
  readonly id: string;
  readonly isAdmin: boolean;
  readonly paused: boolean;
  readonly onRefused: () => void;
}

/** One experiment, live: first whether its figures can be trusted, then the figures, then what follows. */
export function ExperimentPage({ id, isAdmin, paused, onRefused }: Props) {
  const base = `/api/experiments/${encodeURIComponent(id)}`;
  const experiment = usePoll(base, readExperiment, 4000, paused);
  const known = experiment.value !== null;
  const realtime = usePoll(known ? `${base}/realtime` : null, readRealtime, 1000, paused);
  const metrics = usePoll(known ? `${base}/metrics` : null, readMetrics, 1000, paused);
  const decides = known && experiment.value?.status !== "draft";
  const recommendation = usePoll(decides ? `${base}/recommendation` : null, readRecommendation, 2000, paused);
  const guardrails = usePoll(known ? `${base}/guardrails` : null, readGuardrails, 3000, paused);
  const history = usePoll(known ? `${base}/lift-history` : null, readLiftHistory, 3000, paused);
  const alerts = usePoll(decides ? `${base}/alerts?limit=20` : null, readAlerts, 3000, paused);
  const now = useNow();

  const trouble = [experiment, metrics, realtime, recommendation, guardrails, history, alerts].find((poll) => poll.error !== null);
  useEffect(() => {
    if (trouble?.error?.status === 401) {
      onRefused();
    }
  }, [trouble?.error, onRefused]);
  useEffect(() => {
    if (experiment.value !== null) {
      document.title = `${experiment.value.name} · Splitstream`;
    }
  }, [experiment.value?.name]);

  const failure = trouble?.error != null && trouble.error.status !== 401 && (
    <Failure error={trouble.error} inSeconds={secondsUntil(trouble.retryAt, now)} />
  );
  if (experiment.value === null) {
    return (
      <>
        <p class="crumb">
          <a href="#/">Experiments</a>
        </p>
        {failure || <p class="quiet-text">Loading…</p>}
      </>
    );
  }
  return (
    <article class="experiment">
      <ExperimentHeader
        experiment={experiment.value}
        realtime={realtime}
        verdict={recommendation.value?.verdict ?? null}
        isAdmin={isAdmin}
        paused={paused}
        now={now}
      />
      {failure}
      <HealthSection experiment={experiment.value} metrics={metrics.value} recommendation={recommendation.value} alerts={alerts.value} />
      <ScorecardSection experiment={experiment.value} metrics={metrics.value} recommendation={recommendation.value} points={history.value ?? []} />
      <VariantSection experiment={experiment.value} metrics={metrics.value} realtime={realtime.value} />
      <LiftSection experiment={experiment.value} history={history.value} />
      <GuardrailSection experiment={experiment.value} guardrails={guardrails.value} />
      {decides && <RecommendationSection recommendation={recommendation.value} />}
    </article>
  );
}
