import { useState } from "preact/hooks";
import { sentenceOn } from "../api/advice";
import { get, patch, post } from "../api/request";
import { readCreated } from "../api/site-tests";
import { readIdeas, type Idea } from "../api/sites";
import type { Action } from "../live/use-action";
import { usePoll } from "../live/use-poll";
import { siteTestAddress } from "../router";

interface Props {
  readonly siteId: string;
  readonly isAdmin: boolean;
  readonly paused: boolean;
  readonly action: Action;
}

const STATUSES: readonly string[] = ["new", "approved", "implemented", "rejected", "archived"];
const SHOWN = 20;

/** What could be tried on a site, and what became of it. */
export function IdeaSection({ siteId, isAdmin, paused, action }: Props) {
  const [status, setStatus] = useState("new");
  const path = `/v1/ideas?site_id=${encodeURIComponent(siteId)}&limit=${SHOWN}${status === "" ? "" : `&status=${status}`}`;
  const ideas = usePoll(path, readIdeas, 3_000, paused).value;
  return (
    <section class="card" id="ideas" aria-labelledby="ideas-title">
      <div class="section-head">
        <h2 id="ideas-title">Ideas</h2>
        <label class="inline-label">
          <span class="label">Status</span>
          <select value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
            <option value="">any</option>
            {STATUSES.map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </label>
      </div>
      {ideas?.length === 0 && <p class="quiet-text">{status === "new" ? "No new idea." : "No such idea."}</p>}
      <ul class="ideas">
        {ideas?.map((idea) => <Entry key={idea.id} siteId={siteId} idea={idea} isAdmin={isAdmin} action={action} />)}
      </ul>
      {ideas?.length === SHOWN && <p class="explain">These are the newest {SHOWN}; choose a status for others.</p>}
      {isAdmin && <Generate siteId={siteId} action={action} />}
    </section>
  );
}

interface EntryProps {
  readonly siteId: string;
  readonly idea: Idea;
  readonly isAdmin: boolean;
  readonly action: Action;
}

function Entry({ siteId, idea, isAdmin, action }: EntryProps) {
  const move = (status: string): void => action.run(() => patch(`/v1/ideas/${idea.id}`, { status }));
  const make = (): void =>
    action.run(async () => {
      const id = readCreated(await post("/v1/experiments", { site_id: siteId, name: idea.title.slice(0, 200), idea_id: idea.id }));
      if (id !== null) {
        location.hash = siteTestAddress(id);
      }
    });
  return (
    <li>
      <div class="idea-head">
        <h3>{idea.title}</h3>
        <span class="badge">{idea.status}</span>
      </div>
      <p>{idea.hypothesis}</p>
      <p class="quiet-text small-text">
        {idea.category}, priority {idea.priority}, estimated impact {idea.impact}
        {idea.sourceUrl !== null && <>, on <a href={idea.sourceUrl} rel="noopener noreferrer">{idea.sourceUrl}</a></>}
      </p>
      <Mockup idea={idea} />
      {isAdmin && (
        <p class="row-actions">
          <button type="button" class="small" disabled={action.isBusy || idea.changes === 0} onClick={make}>Make an experiment<span class="visually-hidden"> of {idea.title}</span></button>
          {idea.status === "new" && <button type="button" class="small" disabled={action.isBusy} onClick={() => move("approved")}>Approve<span class="visually-hidden"> {idea.title}</span></button>}
          {(idea.status === "new" || idea.status === "approved") && <button type="button" class="quiet small" disabled={action.isBusy} onClick={() => move("rejected")}>Reject<span class="visually-hidden"> {idea.title}</span></button>}
          {idea.status !== "archived" && <button type="button" class="quiet small" disabled={action.isBusy} onClick={() => move("archived")}>Archive<span class="visually-hidden"> {idea.title}</span></button>}
        </p>
      )}
    </li>
  );
}

/** The part of the page before and after, as text: nothing of a stranger's page is rendered here. */
function Mockup({ idea }: { idea: Idea }) {
  if (idea.before === null && idea.after === null && !idea.isDrawn) {
    return null;
  }
  return (
    <details>
      <summary>Before and after<span class="visually-hidden">: {idea.title}</span></summary>
      {idea.before !== null && <><h3>Before</h3><pre tabIndex={0} aria-label={`Before: ${idea.title}`}>{idea.before}</pre></>}
      {idea.after !== null && <><h3>After</h3><pre tabIndex={0} aria-label={`After: ${idea.title}`}>{idea.after}</pre></>}
      {idea.isDrawn && <Picture idea={idea} />}
    </details>
  );
}

/** The page as it was drawn: it is large and in no list, so it is asked for when somebody wants it. */
function Picture({ idea }: { idea: Idea }) {
  const [picture, setPicture] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const ask = (): void => {
    get(`/v1/ideas/${encodeURIComponent(idea.id)}`)
      .then((data) => {
        const found = readIdeas([data])[0]?.screenshot ?? null;
        setPicture(found);
        setSaid(found === null ? "It could not be drawn." : null);
      })
      .catch((failure: unknown) => setSaid(sentenceOn(failure)));
  };
  return picture === null ? (
    <p>
      <button type="button" class="small" onClick={ask}>Get the drawn page<span class="visually-hidden"> of {idea.title}</span></button>{" "}
      <span class="quiet-text" role="status">{said}</span>
    </p>
  ) : (
    <p><a href={picture} download="idea.png">The drawn page, as PNG</a></p>
  );
}

function Generate({ siteId, action }: { siteId: string; action: Action }) {
  const [asked, setAsked] = useState(false);
  const generate = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    action.run(() => post("/v1/ideas/generate", { site_id: siteId, num_ideas: Number(given.get("number")), output_type: given.get("type") }), () => setAsked(true));
  };
  return (
    <form class="inline-form" onSubmit={generate} aria-label="Have ideas found">
      <label><span class="label">How many</span><input type="number" name="number" required min="1" max="10" defaultValue="5" /></label>
      <label>
        <span class="label">With</span>
        <select name="type"><option value="html">before and after</option><option value="screenshot">a drawn page</option></select>
      </label>
      <button type="submit" class="primary" disabled={action.isBusy}>Have ideas found</button>
      <span class="quiet-text small-text" aria-live="polite">{asked ? "They are looked for and appear here." : "Costs 10 credits where the plan is metered."}</span>
    </form>
  );
}
