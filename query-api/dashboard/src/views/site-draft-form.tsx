import { useState } from "preact/hooks";
import { LONG_MS, patch, post } from "../api/request";
import { readGenerated, readQuestions, type Goal, type Mutation, type Question, type SiteTest } from "../api/site-tests";
import { useAction } from "../live/use-action";
import { ACTIONS, bodyOf, draftOf, GOAL_TYPES, MOST_CHANGES, MOST_GOALS, NEW_CHANGE, NEW_GOAL, problemOf, withGenerated, type SiteDraft } from "../site-draft";
import { Questions } from "./questions";

/** A draft to be filled in. What is typed here stays until it is saved, whatever the API is polled for. */
export function SiteDraftForm({ test, path }: { test: SiteTest; path: string }) {
  const [draft, setDraft] = useState<SiteDraft>(() => draftOf(test));
  const [said, setSaid] = useState<string | null>(null);
  const action = useAction();
  const change = (part: Partial<SiteDraft>): void => {
    setSaid(null);
    setDraft((now) => ({ ...now, ...part }));
  };
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const problem = problemOf(draft);
    setSaid(problem);
    if (problem === null) {
      action.run(() => patch(path, bodyOf(draft)), () => setSaid("Saved."));
    }
  };
  return (
    <>
      <Prompt siteId={test.siteId} targetUrl={draft.targetUrl} onMade={(fill) => { setDraft((now) => fill(now)); setSaid("Made. Look at it, then save it."); }} />
      <form class="card form-stack" onSubmit={save} aria-labelledby="draft-title">
        <h2 id="draft-title">The draft</h2>
        <div class="form-row">
          <label><span class="label">Name</span><input type="text" required maxLength={200} value={draft.name} onInput={(event) => change({ name: event.currentTarget.value })} /></label>
          <label><span class="label">See the variant, %</span><input type="number" required min="1" max="99" value={draft.split} onInput={(event) => change({ split: event.currentTarget.valueAsNumber })} /></label>
        </div>
        <label><span class="label">Hypothesis</span><textarea rows={2} maxLength={2000} value={draft.hypothesis} onInput={(event) => change({ hypothesis: event.currentTarget.value })} /></label>
        <div class="form-row">
          <label><span class="label">Page</span><input type="text" required maxLength={2048} value={draft.targetUrl} onInput={(event) => change({ targetUrl: event.currentTarget.value })} /></label>
          <label><span class="label">Pages it holds for</span><input type="text" maxLength={512} placeholder="that page alone; such as /products/*" value={draft.urlPattern} onInput={(event) => change({ urlPattern: event.currentTarget.value })} /></label>
        </div>
        <VariantFields draft={draft} onChange={change} />
        <Goals goals={draft.goals} onChange={(goals) => change({ goals })} />
        {action.problem !== null && <p class="problem" role="alert">{action.problem}</p>}
        <div class="dialog-actions">
          <span class="quiet-text" role="status">{said}</span>
          <button type="submit" class="primary" disabled={action.isBusy}>Save the draft</button>
        </div>
      </form>
    </>
  );
}

interface PromptProps {
  readonly siteId: string;
  readonly targetUrl: string;
  readonly onMade: (fill: (draft: SiteDraft) => SiteDraft) => void;
}

/** Has the variant made of plain English. */
function Prompt({ siteId, targetUrl, onMade }: PromptProps) {
  const [prompt, setPrompt] = useState("");
  const [page, setPage] = useState("");
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const [remarks, setRemarks] = useState<readonly string[]>([]);
  const action = useAction();
  const generate = (event: SubmitEvent): void => {
    event.preventDefault();
    const url = page.trim() || targetUrl.trim();
    action.run(async () => {
      const answer = await post("/v1/variants/generate", { site_id: siteId, prompt: prompt.trim(), ...(url === "" ? {} : { target_url: url }) }, undefined, { timeoutMs: LONG_MS });
      const asked = readQuestions(answer);
      setQuestions(asked);
      setRemarks([]);
      if (asked.length === 0) {
        const made = readGenerated(answer);
        setRemarks(made.remarks);
        onMade((draft) => withGenerated(draft, made));
      }
    });
  };
  return (
    <form class="card form-stack" onSubmit={generate} aria-labelledby="prompt-title">
      <h2 id="prompt-title">Have the variant made</h2>
      <label>
        <span class="label">What to change, in plain English</span>
        <textarea rows={2} required minLength={10} maxLength={4000} placeholder="Make the sign-up button green" value={prompt} onInput={(event) => setPrompt(event.currentTarget.value)} />
      </label>
      {questions.length > 0 && <Questions questions={questions} onAnswer={(field, answer) => (field === "target_url" ? setPage(answer) : setPrompt(answer))} />}
      {remarks.length > 0 && <ul class="remarks">{remarks.map((remark) => <li key={remark}>{remark}</li>)}</ul>}
      {action.problem !== null && <p class="problem" role="alert">{action.problem}</p>}
      <div class="inline-form bare">
        <button type="submit" disabled={action.isBusy}>{action.isBusy ? "Making it…" : "Make it"}</button>
        <span class="quiet-text small-text">Costs 10 credits where the plan is metered. Its changes replace those of the draft.</span>
      </div>
    </form>
  );
}

interface VariantProps {
  readonly draft: SiteDraft;
  readonly onChange: (part: Partial<SiteDraft>) => void;
}

function VariantFields({ draft, onChange }: VariantProps) {
  const replace = (at: number, part: Partial<Mutation>): void => onChange({ changes: draft.changes.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <fieldset>
      <legend>What the variant shows</legend>
      <div class="form-row">
        <label><span class="label">Its name</span><input type="text" required maxLength={200} value={draft.variantName} onInput={(event) => onChange({ variantName: event.currentTarget.value })} /></label>
        <label>
          <span class="label">Instead of the page as it is</span>
          <select value={draft.way} onChange={(event) => onChange({ way: event.currentTarget.value as SiteDraft["way"] })}>
            <option value="changes">the page with changes</option>
            <option value="redirect">another page</option>
          </select>
        </label>
      </div>
      {draft.way === "redirect" ? (
        <label><span class="label">Address of the other page</span><input type="text" maxLength={2048} placeholder="/landing-b" value={draft.redirectUrl} onInput={(event) => onChange({ redirectUrl: event.currentTarget.value })} /></label>
      ) : (
        <>
          {draft.changes.map((each, index) => (
            <ChangeRow key={index} number={index + 1} change={each} onChange={(part) => replace(index, part)} onRemove={() => onChange({ changes: draft.changes.filter((_, other) => other !== index) })} />
          ))}
          {draft.changes.length < MOST_CHANGES && <div><button type="button" class="small" onClick={() => onChange({ changes: [...draft.changes, NEW_CHANGE] })}>Add a change</button></div>}
        </>
      )}
    </fieldset>
  );
}

interface ChangeProps {
  readonly number: number;
  readonly change: Mutation;
  readonly onChange: (part: Partial<Mutation>) => void;
  readonly onRemove: () => void;
}

function ChangeRow({ number, change, onChange, onRemove }: ChangeProps) {
  return (
    <div class="edit-row" role="group" aria-label={`Change ${number}`}>
      <label><span class="label">Element, as CSS selector</span><input type="text" required maxLength={1024} value={change.selector} onInput={(event) => onChange({ selector: event.currentTarget.value })} /></label>
      <label>
        <span class="label">What happens to it</span>
        <select value={change.action} onChange={(event) => onChange({ action: event.currentTarget.value })}>
          {ACTIONS.map(([name, title]) => <option key={name} value={name}>{title}</option>)}
        </select>
      </label>
      {change.action === "set_attribute" && (
        <label><span class="label">Attribute</span><input type="text" required maxLength={64} value={change.attribute} onInput={(event) => onChange({ attribute: event.currentTarget.value })} /></label>
      )}
      <label><span class="label">What with</span><textarea rows={1} maxLength={16384} value={change.payload} onInput={(event) => onChange({ payload: event.currentTarget.value })} /></label>
      <button type="button" class="quiet small" onClick={onRemove}>Remove<span class="visually-hidden"> change {number}</span></button>
    </div>
  );
}

function Goals({ goals, onChange }: { goals: readonly Goal[]; onChange: (goals: readonly Goal[]) => void }) {
  return (
    <fieldset>
      <legend>Goals, the first decides</legend>
      {goals.map((goal, index) => (
        <GoalRow
          key={index}
          number={index + 1}
          goal={goal}
          onChange={(part) => onChange(goals.map((each, other) => (other === index ? { ...each, ...part } : each)))}
          onRemove={() => onChange(goals.filter((_, other) => other !== index))}
        />
      ))}
      {goals.length < MOST_GOALS && <div><button type="button" class="small" onClick={() => onChange([...goals, NEW_GOAL])}>Add a goal</button></div>}
    </fieldset>
  );
}

interface GoalProps {
  readonly number: number;
  readonly goal: Goal;
  readonly onChange: (part: Partial<Goal>) => void;
  readonly onRemove: () => void;
}

function GoalRow({ number, goal, onChange, onRemove }: GoalProps) {
  return (
    <div class="edit-row" role="group" aria-label={`Goal ${number}`}>
      <label><span class="label">Name</span><input type="text" required maxLength={100} value={goal.name} onInput={(event) => onChange({ name: event.currentTarget.value })} /></label>
      <label>
        <span class="label">Reached when a visitor</span>
        <select value={goal.type} onChange={(event) => onChange({ type: event.currentTarget.value })}>
          {GOAL_TYPES.map(([name, title]) => <option key={name} value={name}>{title}</option>)}
        </select>
      </label>
      {(goal.type === "click" || goal.type === "form_submit") && (
        <label><span class="label">Of which element</span><input type="text" maxLength={1024} placeholder="CSS selector" value={goal.selector} onInput={(event) => onChange({ selector: event.currentTarget.value })} /></label>
      )}
      {goal.type === "pageview" && (
        <label><span class="label">Which pages</span><input type="text" maxLength={512} placeholder="/thanks" value={goal.urlPattern} onInput={(event) => onChange({ urlPattern: event.currentTarget.value })} /></label>
      )}
      <button type="button" class="quiet small" onClick={onRemove}>Remove<span class="visually-hidden"> goal {number}</span></button>
    </div>
  );
}
