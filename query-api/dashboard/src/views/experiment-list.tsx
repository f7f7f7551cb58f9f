import { useEffect, useRef, useState } from "preact/hooks";
import { readExperimentLines, readRecommendation, readSummary, type ExperimentLine, type Summary } from "../api/shapes";
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
type Choice = keyof Summary;
const CHOICES: readonly Choice[] = ["total", "running", "paused", "draft", "completed"];

/** All experiments of the workspace, newest first, each with where it stands. */
export function ExperimentList({ paused, onRefused }: Props) {
  const [status, setStatus] = useState<Choice>("total");
  const [wanted, setWanted] = useState("");
  const [page, setPage] = useState(0);
  const summary = usePoll("/api/experiments/dashboard/summary", readSummary, 2000, paused);
  const total = summary.value?.[status] ?? null;
  const list = usePoll(total === null ? null : listPath(status, total, page), readExperimentLines, 5000, paused);
  const now = useNow();
  const trouble = summary.error !== null ? summary : list;

  useEffect(() => {
    if (trouble.error?.status === 401) {
      onRefused();
    }
  }, [trouble.error, onRefused]);

  // A new experiment changes what is asked for; until the answer comes the lines stay as they are.
  const kept = useRef<readonly ExperimentLine[] | null>(null);
  kept.current = list.value ?? kept.current;
  const lines = kept.current;

  const choose = (next: Choice): void => {
    setStatus(next);
    setPage(0);
  };
  const needle = wanted.trim().toLowerCase();
  const shown = lines === null
      ? []
      : [...lines].reverse().filter((line) => line.name.toLowerCase().includes(needle) || line.id.toLowerCase().includes(needle));
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
            <select value={status} onChange={(event) => choose(event.currentTarget.value as Choice)}>
              {CHOICES.map((each) => (
                <option key={each} value={each}>
                  {each === "total" ? "all" : each}
                  {summary.value !== null && ` (${summary.value[each]})`}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
      {trouble.error !== null && trouble.error.status !== 401 && <Failure error={trouble.error} inSeconds={secondsUntil(trouble.retryAt, now)} />}
      {lines === null && trouble.error === null && <p class="quiet-text">Loading…</p>}
      {lines !== null && shown.length === 0 && <Nothing filtered={needle !== "" || status !== "total"} />}
      <ul class="experiments">
        {shown.map((line) => (
          <Line key={line.id} line={line} everyMs={shown.length > 12 ? 10_000 : 3_000} paused={paused} />
        ))}
      </ul>
      {total !== null && total > PAGE_SIZE && (
        <nav class="pager" aria-label="Pages of the list">
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Newer
          </button>
          <button type="button" disabled={(page + 1) * PAGE_SIZE >= total} onClick={() => setPage(page + 1)}>
            Older
          </button>
        </nav>
      )}
    </>
  );
}

/** The API lists oldest first: the newest page is the last of them. */
function listPath(status: Choice, total: number, page: number): string {
  const end = Math.max(0, total - page * PAGE_SIZE);
  const offset = Math.max(0, end - PAGE_SIZE);
  return `/api/experiments?limit=${Math.max(1, end - offset)}&offset=${offset}${status === "total" ? "" : `&status=${status}`}`;
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
