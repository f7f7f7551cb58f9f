import { useRef, useState } from "preact/hooks";
import { adviceOn } from "../api/advice";
import { post, RequestError } from "../api/request";
import type { Experiment } from "../api/shapes";

/** What an admin may do next with the experiment. The page sees the outcome with its next poll. */
export function Lifecycle({ experiment }: { experiment: Experiment }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);

  const send = async (step: string, body?: unknown): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await post(`/api/experiments/${encodeURIComponent(experiment.id)}/${step}`, body);
      dialog.current?.close();
    } catch (failure) {
      setProblem(failure instanceof RequestError ? `${failure.message} ${failure.status === 400 ? "" : adviceOn(failure).action}` : String(failure));
    } finally {
      setBusy(false);
    }
  };
  const complete = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void send("complete", { winner_variant_id: form.get("winner") || null, conclusion: form.get("conclusion") || null });
  };

  const { status } = experiment;
  if (status === "completed" || status === "archived") {
    return null;
  }
  return (
    <div class="lifecycle">
      {status === "draft" && <button type="button" class="primary" disabled={busy} onClick={() => void send("start")}>Start</button>}
      {status === "running" && <button type="button" disabled={busy} onClick={() => void send("pause")}>Pause the experiment</button>}
      {status === "paused" && <button type="button" class="primary" disabled={busy} onClick={() => void send("resume")}>Resume the experiment</button>}
      {status !== "draft" && <button type="button" disabled={busy} onClick={() => dialog.current?.showModal()}>Complete…</button>}
      {problem !== null && <p class="problem" role="alert">{problem}</p>}
      <dialog ref={dialog} aria-labelledby="complete-title">
        <form onSubmit={complete}>
          <h2 id="complete-title">Complete “{experiment.name}”</h2>
          <p>It assigns nobody any more; events are counted up to now. This cannot be undone.</p>
          <label>
            <span class="label">Winner</span>
            <select name="winner">
              <option value="">none</option>
              {experiment.variants.map((variant) => <option key={variant.id} value={variant.id}>{variant.name}</option>)}
            </select>
          </label>
          <label>
            <span class="label">Conclusion</span>
            <textarea name="conclusion" rows={4} maxLength={10000} />
          </label>
          <div class="dialog-actions">
            <button type="button" onClick={() => dialog.current?.close()}>Keep it going</button>
            <button type="submit" class="primary" disabled={busy}>Complete</button>
          </div>
        </form>
      </dialog>
    </div>
  );
}
