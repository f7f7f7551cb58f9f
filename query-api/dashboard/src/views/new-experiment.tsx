import { useState } from "preact/hooks";
import { sentenceOn } from "../api/advice";
import { fields, required } from "../api/fields";
import { post } from "../api/request";
import { allocated, bodyOf, EMPTY, evenly, FEWEST_VARIANTS, METRICS, MOST_VARIANTS, problemOf, type Draft, type DraftVariant } from "../draft";
import { metricTitle } from "../format";
import { experimentAddress } from "../router";

/** A form for what most experiments need; the API takes more: metrics of its own, thresholds, configurations. */
export function NewExperiment() {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const found = problemOf(draft);
    setProblem(found);
    if (found !== null) {
      return;
    }
    setBusy(true);
    try {
      const created = fields(await post("/api/experiments", bodyOf(draft)), "the experiment");
      location.hash = experimentAddress(required(created["id"], "the experiment's id"));
    } catch (failure) {
      setProblem(sentenceOn(failure));
      setBusy(false);
    }
  };

  return (
    <form class="card form" aria-labelledby="new-title" onSubmit={(event) => void submit(event)}>
      <h1 id="new-title">New experiment</h1>
      <label>
        <span class="label">Name</span>
        <input type="text" required maxLength={200} value={draft.name} onInput={(event) => change({ name: event.currentTarget.value })} />
      </label>
      <label>
        <span class="label">Hypothesis</span>
        <textarea rows={2} maxLength={5000} value={draft.hypothesis} onInput={(event) => change({ hypothesis: event.currentTarget.value })} />
      </label>
      <Variants variants={draft.variants} onChange={(variants) => change({ variants })} />
      <div class="form-row">
        <label>
          <span class="label">Decided by</span>
          <select value={draft.targetMetric} onChange={(event) => change({ targetMetric: event.currentTarget.value, guardrails: draft.guardrails.filter((each) => each !== event.currentTarget.value) })}>
            {METRICS.map((metric) => <option key={metric} value={metric}>{metricTitle(metric)}</option>)}
          </select>
        </label>
        <label>
          <span class="label">When</span>
          <select value={draft.mode} onChange={(event) => change({ mode: event.currentTarget.value as Draft["mode"] })}>
            <option value="sequential">at any time, always valid</option>
            <option value="fixed">once, at the planned end</option>
          </select>
        </label>
        <label>
          <span class="label">Planned end</span>
          <input type="datetime-local" value={draft.plannedEnd} onInput={(event) => change({ plannedEnd: event.currentTarget.value })} />
        </label>
        <label>
          <span class="label">Smallest effect of interest, %</span>
          <input type="number" min="0.1" max="1000" step="0.1" placeholder="none" value={draft.effect} onInput={(event) => change({ effect: event.currentTarget.value })} />
        </label>
      </div>
      <fieldset>
        <legend>Guardrails: must not get over 5 % worse</legend>
        <div class="choices">
          {METRICS.filter((metric) => metric !== draft.targetMetric).map((metric) => (
            <label key={metric} class="check">
              <input
                type="checkbox"
                checked={draft.guardrails.includes(metric)}
                onChange={(event) =>
                  change({ guardrails: event.currentTarget.checked ? [...draft.guardrails, metric] : draft.guardrails.filter((each) => each !== metric) })
                }
              />
              {metricTitle(metric)}
            </label>
          ))}
        </div>
      </fieldset>
      {problem !== null && <p class="problem" role="alert">{problem}</p>}
      <div class="dialog-actions">
        <a class="button" href="#/">Cancel</a>
        <button type="submit" class="primary" disabled={busy}>Create the draft</button>
      </div>
    </form>
  );
}

function Variants({ variants, onChange }: { variants: readonly DraftVariant[]; onChange: (variants: readonly DraftVariant[]) => void }) {
  const replace = (at: number, part: Partial<DraftVariant>): void => onChange(variants.map((variant, index) => (index === at ? { ...variant, ...part } : variant)));
  return (
    <fieldset>
      <legend>Variants, the first is control</legend>
      {variants.map((variant, index) => (
        <div key={index} class="variant-row">
          <input type="text" aria-label={`Name of variant ${index + 1}`} required maxLength={200} value={variant.name} onInput={(event) => replace(index, { name: event.currentTarget.value })} />
          <span class="percent">
            <input
              type="number"
              aria-label={`Share of variant ${index + 1}, percent`}
              required
              min="0"
              max="100"
              step="0.01"
              value={variant.allocation}
              onInput={(event) => replace(index, { allocation: event.currentTarget.valueAsNumber || 0 })}
            />
            %
          </span>
          {index > 0 && variants.length > FEWEST_VARIANTS && (
            <button type="button" class="quiet small" onClick={() => onChange(evenly(variants.filter((_, other) => other !== index)))}>
              Remove<span class="visually-hidden"> {variant.name}</span>
            </button>
          )}
        </div>
      ))}
      <div class="choices">
        {variants.length < MOST_VARIANTS && (
          <button type="button" class="small" onClick={() => onChange(evenly([...variants, { name: `treatment ${variants.length}`, allocation: 0 }]))}>Add a variant</button>
        )}
        <button type="button" class="small" onClick={() => onChange(evenly(variants))}>Split evenly</button>
        <span class="quiet-text">{allocated(variants)} % in all</span>
      </div>
    </fieldset>
  );
}
