import { useRef } from "preact/hooks";
import { patch } from "../api/request";
import { readSiteTest, type Goal, type Mutation, type SiteTest } from "../api/site-tests";
import { moment } from "../format";
import { useAction, type Action } from "../live/use-action";
import { useNow, usePoll } from "../live/use-poll";
import { StatusBadge } from "../parts/badges";
import { DataTable } from "../parts/data-table";
import { Failure, secondsUntil } from "../parts/notice";
import { experimentAddress, siteAddress } from "../router";
import { ACTIONS, GOAL_TYPES, missingForLaunch } from "../site-draft";
import { SiteDraftForm } from "./site-draft-form";

interface Props {
  readonly id: string;
  readonly isAdmin: boolean;
  readonly paused: boolean;
}

/** An experiment of a site: as a draft to fill in, look at and launch; later what it shows to whom. */
export function SiteTestPage({ id, isAdmin, paused }: Props) {
  const path = `/v1/experiments/${encodeURIComponent(id)}`;
  const { value: test, error, retryAt } = usePoll(path, readSiteTest, 3_000, paused);
  const action = useAction();
  const now = useNow();
  return (
    <div class="experiment">
      {error !== null && <Failure error={error} inSeconds={secondsUntil(retryAt, now)} />}
      {test === null && error === null && <p class="quiet-text">Loading…</p>}
      {test !== null && <Header test={test} isAdmin={isAdmin} action={action} path={path} />}
      {test !== null && (test.status === "draft" && isAdmin ? <SiteDraftForm test={test} path={path} /> : <Design test={test} />)}
    </div>
  );
}

interface HeaderProps {
  readonly test: SiteTest;
  readonly isAdmin: boolean;
  readonly action: Action;
  readonly path: string;
}

function Header({ test, isAdmin, action, path }: HeaderProps) {
  return (
    <header class="experiment-header">
      <p class="crumb"><a href="#/sites">Sites</a> / <a href={siteAddress(test.siteId)}>{test.siteName}</a></p>
      <div class="experiment-title">
        <h1>{test.name}</h1>
        <StatusBadge status={test.status} />
      </div>
      <div class="experiment-facts">
        {test.startedAt !== null && <span>Started {moment(test.startedAt)}</span>}
        {test.status !== "draft" && <a href={experimentAddress(test.id)}>Its figures and recommendation</a>}
        {test.previews.map((preview) => <a key={preview.url} href={preview.url} target="_blank" rel="noopener noreferrer">Preview {preview.name}</a>)}
      </div>
      {isAdmin && <Steps test={test} action={action} path={path} />}
    </header>
  );
}

function Steps({ test, action, path }: Omit<HeaderProps, "isAdmin">) {
  const asking = useRef<HTMLDialogElement>(null);
  const move = (step: string, then?: () => void): void => action.run(() => patch(path, { action: step }), then);
  const missing = test.status === "draft" ? missingForLaunch(test) : null;
  const { status } = test;
  if (status === "archived") {
    return null;
  }
  return (
    <div class="lifecycle">
      {status === "draft" && <button type="button" class="primary" disabled={action.isBusy || missing !== null} onClick={() => move("launch")}>Launch</button>}
      {missing !== null && <span class="quiet-text">{missing}</span>}
      {status === "running" && <button type="button" disabled={action.isBusy} onClick={() => move("pause")}>Pause the experiment</button>}
      {status === "paused" && <button type="button" class="primary" disabled={action.isBusy} onClick={() => move("resume")}>Resume the experiment</button>}
      {(status === "running" || status === "paused") && <button type="button" disabled={action.isBusy} onClick={() => asking.current?.showModal()}>Complete…</button>}
      {(status === "draft" || status === "completed") && <button type="button" class="quiet" disabled={action.isBusy} onClick={() => asking.current?.showModal()}>Archive…</button>}
      {action.problem !== null && <p class="problem" role="alert">{action.problem}</p>}
      <dialog ref={asking} aria-labelledby="sure-title">
        <form onSubmit={(event) => { event.preventDefault(); move(status === "running" || status === "paused" ? "complete" : "archive", () => asking.current?.close()); }}>
          <h2 id="sure-title">{status === "running" || status === "paused" ? "Complete" : "Archive"} “{test.name}”</h2>
          <p>{status === "running" || status === "paused" ? "Every visitor sees the page as it is again. A winner can be declared with its figures." : "It leaves the lists; its figures stay."} This cannot be undone.</p>
          <div class="dialog-actions">
            <button type="button" onClick={() => asking.current?.close()}>Not now</button>
            <button type="submit" class="primary" disabled={action.isBusy}>{status === "running" || status === "paused" ? "Complete" : "Archive"}</button>
          </div>
        </form>
      </dialog>
    </div>
  );
}

/** What an experiment shows to whom, and what it counts. */
function Design({ test }: { test: SiteTest }) {
  const { variant } = test;
  return (
    <section class="card" aria-labelledby="design-title">
      <div class="section-head">
        <h2 id="design-title">What it shows</h2>
        <span class="quiet-text">{test.split} % of the visitors see the variant</span>
      </div>
      {test.hypothesis !== "" && <p class="lead">{test.hypothesis}</p>}
      <p>
        On <code>{test.urlPattern === "" ? test.targetUrl : test.urlPattern}</code>
        {variant !== null && variant.redirectUrl !== "" && <> visitors of the variant are sent to <code>{variant.redirectUrl}</code></>}
      </p>
      {variant !== null && variant.changes.length > 0 && (
        <DataTable<Mutation & { readonly key: number }>
          label="Changes of the page"
          rows={variant.changes.map((change, key) => ({ ...change, key }))}
          rowKey={(change) => change.key}
          columns={[
            { title: "Element", cell: (change) => <code class="excerpt">{change.selector}</code> },
            { title: "Change", cell: (change) => `${titleOf(ACTIONS, change.action)}${change.attribute === "" ? "" : ` ${change.attribute}`}` },
            { title: "By", cell: (change) => <span class="wrap">{change.payload}</span> },
          ]}
        />
      )}
      <div class="sub">
        <h3>Goals, the first decides</h3>
        {test.goals.length === 0 ? (
          <p class="quiet-text">None yet.</p>
        ) : (
          <DataTable<Goal>
            label="Goals"
            rows={test.goals}
            rowKey={(goal) => goal.id}
            columns={[
              { title: "Goal", cell: (goal) => goal.name },
              { title: "Reached when a visitor", cell: (goal) => titleOf(GOAL_TYPES, goal.type) },
              { title: "Where", cell: (goal) => <code class="excerpt">{goal.selector || goal.urlPattern || "anywhere"}</code> },
            ]}
          />
        )}
      </div>
    </section>
  );
}

function titleOf(titles: readonly (readonly [string, string])[], name: string): string {
  return titles.find(([each]) => each === name)?.[1] ?? name;
}
