import { useState } from "preact/hooks";
import { readStudies } from "../api/studies";
import { moment } from "../format";
import { useNow, usePoll } from "../live/use-poll";
import { Failure, secondsUntil } from "../parts/notice";
import { Pager } from "../parts/pager";
import { hasMore, pagePath, shownOf } from "../paging";
import { studyAddress } from "../router";

const EVERY_MS = 4_000;

/** All studies of the workspace, in the order of creation. */
export function StudyList({ paused }: { paused: boolean }) {
  const [page, setPage] = useState(0);
  const { value: studies, error, retryAt } = usePoll(pagePath("/api/studies", page), readStudies, EVERY_MS, paused);
  const now = useNow();
  return (
    <>
      <div class="page-title">
        <h1>Studies</h1>
      </div>
      {error !== null && <Failure error={error} inSeconds={secondsUntil(retryAt, now)} />}
      {studies === null && error === null && <p class="quiet-text">Loading…</p>}
      {studies?.length === 0 && page === 0 && (
        <p class="card quiet-text">
          There is no study yet. Create one with <code>POST /api/studies</code>; it appears here within seconds.
        </p>
      )}
      <ul class="experiments">
        {shownOf(studies ?? []).map((study) => (
          <li key={study.id} class="card experiment-line study-line">
            <div class="experiment-line-name">
              <h2><a href={studyAddress(study.id)}>{study.title}</a></h2>
              <p class="quiet-text">Created {moment(study.createdAt)}</p>
            </div>
            <p class="quiet-text">
              {study.variants.length === 0 ? "" : `Variants ${study.variants.join(", ")}; `}
              {study.tasks === 1 ? "1 task" : `${study.tasks} tasks`}
            </p>
          </li>
        ))}
      </ul>
      <Pager label="Pages of the list" page={page} hasMore={hasMore(studies)} onPage={setPage} />
    </>
  );
}
