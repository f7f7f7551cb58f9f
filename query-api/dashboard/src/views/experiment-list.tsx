import { useEffect, useState } from "preact/hooks";
import { readExperimentLines, readRecommendation, type ExperimentLine, type Status } from "../api/shapes";
import { metricTitle, moment, probability, relative } from "../format";
import { useNow, usePoll } from "../live/use-poll";
import { StatusBadge, VerdictBadge } from "../parts/badges";
import { Failure, secondsUntil } from "../parts/notice";
import { experimentAddress } from "../router";

interface Props {
  readonly paused: boolean;
  readonly onRefused: () => void;
}

const PAGE_SIZE = 50;
const STATUSES: readonly (Status | "all")[] = ["all", "running", "paused", "draft", "completed"];

/** All experiments of the workspace, each with where it stands. */
export function ExperimentList({ paused, onRefused }: Props) {
  const [status, setStatus] = useState<Status | "all">("all");
  const [wanted, setWanted] = useState("");
  const [offset, setOffset] = useState(0);
  const query = `/api/experiments?limit=${PAGE_SIZE}&offset=${offset}${status === "all" ? "" : `&status=${status}`}`;
  const { value, error, retryAt } = usePoll(query, readExperimentLines, 5000, paused);
  const now = useNow();

  useEffect(() => {
    if (error?.status === 401) {
      onRefused();
    }
  }, [error, onRefused]);

  const choose = (next: Status | "all"): void => {
    setStatus(next);
    setOffset(0);
  };
  const needle = wanted.trim().toLowerCase();
  const shown = value?.filter((line) => line.name.toLowerCase().includes(needle) || line.id.toLowerCase().includes(needle)) ?? [];
  return (
    <>
      <div class="page-title">
        <h1>Experiments</h1>
        <div class="filters">
          <label>
            <span class="label">Search</span>
            <input type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
          </label>
          <label>
            <span class="label">Status</span>
            <select value={status} onChange={(event) => choose(event.currentTarget.value as Status | "all")}>
              {STATUSES.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      {error !== null && error.status !== 401 && <Failure error={error} inSeconds={secondsUntil(retryAt, now)} />}
      {value === null && error === null && <p class="quiet-text">Loading…</p>}
      {value !== null && shown.length === 0 && <Nothing filtered={needle !== "" || status !== "all" || offset > 0} />}
      <ul class="experiments">
        {shown.map((line) => (
          <Line key={line.id} line={line} everyMs={shown.length > 12 ? 10_000 : 3_000} paused={paused} />
        ))}
      </ul>
      {value !== null && (offset > 0 || value.length === PAGE_SIZE) && (
        <nav class="pager" aria-label="Pages of the list">
          <button type="button" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE_SIZE))}>
            Earlier
          </button>
          <button type="button" disabled={value.length < PAGE_SIZE} onClick={() => setOffset(offset + PAGE_SIZE)}>
            Later
          </button>
        </nav>
      )}
    </>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <p class="card quiet-text">
      {filtered ? (
        "No experiment matches. Clear the search or choose another status."
      ) : (
        <>
          There is no experiment yet. Create one with <code>POST /api/experiments</code>; it appears here within seconds.
        </>
      )}
    </p>
  );
}

interface LineProps {
  readonly line: ExperimentLine;
  readonly everyMs: number;
  readonly paused: boolean;
}

function Line({ line, everyMs, paused }: LineProps) {
  const decides = line.status !== "draft" && line.status !== "archived";
  const path = decides ? `/api/experiments/${encodeURIComponent(line.id)}/recommendation` : null;
  const { value } = usePoll(path, readRecommendation, everyMs, paused);
  return (
    <li class="card experiment-line">
      <div class="experiment-line-name">
        <h2>
          <a href={experimentAddress(line.id)}>{line.name}</a>
        </h2>
        <p class="quiet-text">{line.startedAt === null ? "Not started" : `Started ${moment(line.startedAt)}`}</p>
      </div>
      <StatusBadge status={line.status} />
      <dl class="experiment-line-figures">
        <div>
          <dt>{metricTitle(line.targetMetric)}, lift</dt>
          <dd>{relative(value?.relativeLift ?? null)}</dd>
        </div>
        <div>
          <dt>P(better)</dt>
          <dd>{probability(value?.probabilityBetter ?? null)}</dd>
        </div>
      </dl>
      <div class="experiment-line-verdict">{value !== null && <VerdictBadge verdict={value.verdict} />}</div>
    </li>
  );
}
