import { useEffect, useRef, useState } from "preact/hooks";
import { readExperimentLines, readRecommendation, readSummary, type ExperimentLine, type Summary, type Validity } from "../api/shapes";
import { DASH, metricTitle, moment, probability, relative } from "../format";
import { useNow, usePoll } from "../live/use-poll";
import { StatusBadge, VerdictBadge } from "../parts/badges";
import { OkIcon, WarnIcon } from "../parts/icons";
import { Failure, secondsUntil } from "../parts/notice";
import { Pager } from "../parts/pager";
import { hasMore, PAGE_SIZE, pagePath, shownOf } from "../paging";
import { experimentAddress } from "../router";
import { wordingOf, type Verdict } from "../verdict";

interface Props {
  readonly isAdmin: boolean;
  readonly paused: boolean;
  readonly onRefused: () => void;
}

type Choice = keyof Summary | "archived";
const CHOICES: readonly Choice[] = ["total", "running", "paused", "draft", "completed", "archived"];
const VERDICTS: readonly Verdict[] = ["LAUNCH", "CONTINUE", "STOP", "INVESTIGATE"];

/** All experiments of the workspace, newest first, each with where it stands. */
export function ExperimentList({ isAdmin, paused, onRefused }: Props) {
  const [status, setStatus] = useState<Choice>("total");
  const [wanted, setWanted] = useState("");
  const [verdict, setVerdict] = useState("");
  const [page, setPage] = useState(0);
  const summary = usePoll("/api/experiments/dashboard/summary", readSummary, 2000, paused);
  // How many are archived is not counted; their pages begin with the oldest.
  const isArchive = status === "archived";
  const total = isArchive ? null : (summary.value?.[status] ?? null);
  const path = isArchive ? pagePath("/api/experiments?status=archived", page) : total === null ? null : listPath(status, total, page);
  const list = usePoll(path, readExperimentLines, 5000, paused);
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
      : [...shownOf(lines)].reverse().filter((line) => line.name.toLowerCase().includes(needle) || line.id.toLowerCase().includes(needle));
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
                  {summary.value !== null && each !== "archived" && ` (${summary.value[each]})`}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span class="label">Verdict</span>
            <select value={verdict} onChange={(event) => setVerdict(event.currentTarget.value)}>
              <option value="">any</option>
              {VERDICTS.map((each) => <option key={each} value={each}>{wordingOf(each).title}</option>)}
            </select>
          </label>
          {isAdmin && <a class="button primary" href="#/new">New experiment</a>}
        </div>
      </div>
      {trouble.error !== null && trouble.error.status !== 401 && <Failure error={trouble.error} inSeconds={secondsUntil(trouble.retryAt, now)} />}
      {lines === null && trouble.error === null && <p class="quiet-text">Loading…</p>}
      {lines !== null && shown.length === 0 && <Nothing filtered={needle !== "" || status !== "total"} />}
      <ul class="experiments">
        {shown.map((line) => (
          <Line key={line.id} line={line} wanted={verdict} everyMs={shown.length > 12 ? 10_000 : 3_000} paused={paused} />
        ))}
      </ul>
      {lines !== null && shown.length > 0 && verdict !== "" && <p class="card quiet-text none-left">No experiment has that verdict. Choose another.</p>}
      {isArchive && <Pager label="Pages of the list" page={page} hasMore={hasMore(list.value)} onPage={setPage} />}
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
function listPath(status: Exclude<Choice, "archived">, total: number, page: number): string {
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
          There is no experiment yet. Create one here or with <code>POST /api/experiments</code>; it appears within seconds.
        </>
      )}
    </p>
  );
}

interface LineProps {
  readonly line: ExperimentLine;
  /** The verdict to show; empty for any. */
  readonly wanted: string;
  readonly everyMs: number;
  readonly paused: boolean;
}

function Line({ line, wanted, everyMs, paused }: LineProps) {
  const decides = line.status !== "draft" && line.status !== "archived";
  const path = decides ? `/api/experiments/${encodeURIComponent(line.id)}/recommendation` : null;
  const { value } = usePoll(path, readRecommendation, everyMs, paused);
  if (wanted !== "" && value?.verdict !== wanted) {
    return null;
  }
  return (
    <li class="card experiment-line">
      <div class="experiment-line-name">
        <h2>
          <a href={experimentAddress(line.id)}>{line.name}</a>
        </h2>
        <p class="quiet-text">{metricTitle(line.targetMetric)}, {line.startedAt === null ? "not started" : `started ${moment(line.startedAt)}`}</p>
      </div>
      <StatusBadge status={line.status} />
      <dl class="experiment-line-figures">
        <div>
          <dt>Lift<span class="visually-hidden"> of {metricTitle(line.targetMetric)}</span></dt>
          <dd>{relative(value?.relativeLift ?? null)}</dd>
        </div>
        <div>
          <dt>P(better)</dt>
          <dd>{probability(value?.probabilityBetter ?? null)}</dd>
        </div>
        <div>
          <dt>Health</dt>
          <dd>{value === null ? DASH : <HealthState validity={value.validity} />}</dd>
        </div>
      </dl>
      <div class="experiment-line-verdict">{value !== null && <VerdictBadge verdict={value.verdict} />}</div>
    </li>
  );
}

/** Whether the traffic can be trusted, in a word. */
function HealthState({ validity }: { validity: Validity }) {
  if (validity.isHealthy) {
    return <span class="state state-good"><OkIcon /> Good</span>;
  }
  const what = validity.isSampleRatioMismatch ? "Split" : (validity.behindSeconds ?? 0) > 60 ? "Behind" : "Crossovers";
  return <span class="state state-bad"><WarnIcon /> {what}</span>;
}
