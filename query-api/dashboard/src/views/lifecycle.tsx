import { useRef } from "preact/hooks";
import { post, remove } from "../api/request";
import type { Experiment } from "../api/shapes";
import { useAction } from "../live/use-action";

/** What an admin may do next with the experiment. The page sees the outcome with its next poll. */
export function Lifecycle({ experiment }: { experiment: Experiment }) {
  const { isBusy: busy, problem, run } = useAction();
  const completing = useRef<HTMLDialogElement>(null);
  const archiving = useRef<HTMLDialogElement>(null);
  const base = `/api/experiments/${encodeURIComponent(experiment.id)}`;

  const send = (step: string): void => run(() => post(`${base}/${step}`, undefined));
  const complete = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const body = { winner_variant_id: form.get("winner") || null, conclusion: form.get("conclusion") || null };
    run(() => post(`${base}/complete`, body), () => completing.current?.close());
  };
  const archive = (event: SubmitEvent): void => {
    event.preventDefault();
    run(() => remove(base), () => archiving.current?.close());
  };

  const { status } = experiment;
  if (status === "archived") {
    return null;
  }
  const canDeclare = status === "completed" && experiment.winnerVariantId === null;
  return (
    <div class="lifecycle">
      {status === "draft" && <button type="button" class="primary" disabled={busy} onClick={() => send("start")}>Start</button>}
      {status === "running" && <button type="button" disabled={busy} onClick={() => send("pause")}>Pause the experiment</button>}
      {status === "paused" && <button type="button" class="primary" disabled={busy} onClick={() => send("resume")}>Resume the experiment</button>}
      {(status === "running" || status === "paused") && <button type="button" disabled={busy} onClick={() => completing.current?.showModal()}>Complete…</button>}
      {canDeclare && <button type="button" disabled={busy} onClick={() => completing.current?.showModal()}>Declare a winner…</button>}
      {status !== "running" && <button type="button" class="quiet" disabled={busy} onClick={() => archiving.current?.showModal()}>Archive…</button>}
      {problem !== null && <p class="problem" role="alert">{problem}</p>}
      <dialog ref={completing} aria-labelledby="complete-title">
        <form onSubmit={complete}>
          <h2 id="complete-title">{canDeclare ? "Declare a winner of" : "Complete"} “{experiment.name}”</h2>
          <p>{canDeclare ? "This can be done once." : "It assigns nobody any more; events are counted up to now. This cannot be undone."}</p>
          <label>
            <span class="label">Winner</span>
            <select name="winner" required={canDeclare}>
              <option value="">none</option>
              {experiment.variants.map((variant) => <option key={variant.id} value={variant.id}>{variant.name}</option>)}
            </select>
          </label>
          <label>
            <span class="label">Conclusion</span>
            <textarea name="conclusion" rows={4} maxLength={10000} />
          </label>
          {problem !== null && <p class="problem" role="alert">{problem}</p>}
          <div class="dialog-actions">
            <button type="button" onClick={() => completing.current?.close()}>{canDeclare ? "Not now" : "Keep it going"}</button>
            <button type="submit" class="primary" disabled={busy}>{canDeclare ? "Declare" : "Complete"}</button>
          </div>
        </form>
      </dialog>
      <dialog ref={archiving} aria-labelledby="archive-title">
        <form onSubmit={archive}>
          <h2 id="archive-title">Archive “{experiment.name}”</h2>
          <p>It leaves the list and takes no more events. Its figures stay and can be looked at under the status “archived”. This cannot be undone.</p>
          <div class="dialog-actions">
            <button type="button" onClick={() => archiving.current?.close()}>Keep it</button>
            <button type="submit" class="primary" disabled={busy}>Archive</button>
          </div>
        </form>
      </dialog>
    </div>
  );
}
