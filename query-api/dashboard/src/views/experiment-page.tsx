import { useEffect, useMemo } from "preact/hooks";
import { readRecentEvents } from "../api/activity";
import { readExposures, readGuardrailHistory } from "../api/history";
import { readScorecard } from "../api/scorecard";
import { readAlerts, readExperiment, readLiftHistory, readRealtime, readRecommendation } from "../api/shapes";
import { useLive } from "../live/use-live";
import { useNow, usePoll } from "../live/use-poll";
import { Failure, secondsUntil } from "../parts/notice";
import { unlessSame } from "../parts/unless-same";
import { ExperimentSql } from "../sql";
import { ChangeSection } from "./change-section";
import { ExperimentHeader } from "./experiment-header";
import { ExportSection } from "./export-section";
import { FunnelSection } from "./funnel-section";
import { GuardrailSection } from "./guardrail-section";
import { HealthSection } from "./health-section";
import { LiftSection } from "./lift-section";
import { RecommendationSection } from "./recommendation-section";
import { ScorecardSection } from "./scorecard-section";
import { SegmentSection } from "./segment-section";
import { WindowSection } from "./window-section";

// The page is drawn anew with every answer and every second; its sections only when theirs has come.
const Change = unlessSame(ChangeSection);
const Export = unlessSame(ExportSection);
const Funnel = unlessSame(FunnelSection);
const Guardrail = unlessSame(GuardrailSection);
const Health = unlessSame(HealthSection);
const Lift = unlessSame(LiftSection);
const Recommendation = unlessSame(RecommendationSection);
const Scorecard = unlessSame(ScorecardSection);
const Segment = unlessSame(SegmentSection);
const Window = unlessSame(WindowSection);

interface Props {
  readonly id: string;
  readonly workspaceId: string;
  readonly isAdmin: boolean;
  readonly paused: boolean;
  readonly onRefused: () => void;
}

/** One experiment, live: first whether its figures can be trusted, then the figures, then what follows. */
export function ExperimentPage({ id, workspaceId, isAdmin, paused, onRefused }: Props) {
  const base = `/api/experiments/${encodeURIComponent(id)}`;
  const experiment = usePoll(base, readExperiment, 4000, paused);
  const known = experiment.value !== null;
  const realtime = useLive(known ? base : null, readRealtime, paused);
  const decides = known && experiment.value?.status !== "draft";
  const when = (condition: boolean, path: string): string | null => (condition ? `${base}/${path}` : null);
  const recommendation = usePoll(when(decides, "recommendation"), readRecommendation, 2000, paused);
  const scorecard = usePoll(when(known, "scorecard"), readScorecard, 2000, paused);
  const exposures = usePoll(when(decides, "exposure-history"), readExposures, 6000, paused);
  const history = usePoll(when(decides, "lift-history"), readLiftHistory, 6000, paused);
  const guardrails = usePoll(when(decides, "guardrail-history"), readGuardrailHistory, 6000, paused);
  const alerts = usePoll(when(decides, "alerts?limit=20"), readAlerts, 3000, paused);
  const recent = usePoll(when(known, "recent-events?limit=1"), readRecentEvents, 5000, paused);
  const now = useNow();
  const sql = useMemo(() => new ExperimentSql(workspaceId, { id }), [workspaceId, id]);

  const trouble = [experiment, realtime, scorecard, recommendation, exposures, history, guardrails, alerts].find((poll) => poll.error !== null);
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
  const shown = experiment.value;
  const live = realtime.value;
  return (
    <article class="experiment">
      <ExperimentHeader experiment={shown} realtime={realtime} verdict={recommendation.value?.verdict ?? null} isAdmin={isAdmin} paused={paused} now={now} />
      {failure}
      <Health
        experiment={shown}
        metrics={live?.metrics ?? null}
        recommendation={recommendation.value}
        exposures={exposures.value}
        recent={recent.value}
        alerts={alerts.value}
        sql={sql}
      />
      <Scorecard experiment={shown} scorecard={scorecard.value} recommendation={recommendation.value} sql={sql} />
      {decides && <Segment base={base} experiment={shown} paused={paused} sql={sql} />}
      {decides && <Lift experiment={shown} history={history.value} sql={sql} />}
      <Funnel experiment={shown} realtime={live} sql={sql} />
      {decides && <Window base={base} experiment={shown} paused={paused} sql={sql} />}
      {decides && <Guardrail experiment={shown} history={guardrails.value} sql={sql} />}
      {decides && <Recommendation recommendation={recommendation.value} sql={sql} />}
      <Export experimentId={shown.id} />
      <Change base={base} paused={paused} />
    </article>
  );
}
