import { readChanges, type Change, type FieldChange } from "../api/changes";
import { moment } from "../format";
import { usePoll } from "../live/use-poll";
import { Section } from "../parts/section";

const SAID: Record<string, string> = {
  create: "created it",
  update: "changed it",
  start: "started it",
  pause: "paused it",
  resume: "resumed it",
  complete: "completed it",
  archive: "archived it",
};

const EVERY_MS = 5_000;

/** Who changed what: the audit log. */
export function ChangeSection({ base, paused }: { base: string; paused: boolean }) {
  const { value: changes } = usePoll(`${base}/changes?limit=100`, readChanges, EVERY_MS, paused);
  return (
    <Section id="changes" title="Who changed what">
      {changes === null ? (
        <p class="quiet-text">Loading…</p>
      ) : changes.length === 0 ? (
        <p class="quiet-text">Nothing was changed since changes are noted.</p>
      ) : (
        <ol class="log">
          {changes.map((change) => (
            <li key={change.revision}>
              <span class="alert-when">{moment(change.at)}</span>
              <Entry change={change} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Entry({ change }: { change: Change }) {
  return (
    <div>
      <p>
        <strong>{change.isAutomatic ? "Splitstream" : change.actor}</strong> {SAID[change.action] ?? change.action}
        {change.isAutomatic && " by itself"}
        <span class="quiet-text"> · revision {change.revision}</span>
      </p>
      {change.fields.filter((field) => field.field !== "status").map((field) => <Field key={field.field} field={field} />)}
    </div>
  );
}

function Field({ field }: { field: FieldChange }) {
  return (
    <p class="field-change">
      <span class="quiet-text">{field.field.replace(/_/g, " ")}: </span>
      {field.before !== null && <del>{field.before}</del>} {field.after === null ? <span class="quiet-text">removed</span> : <ins>{field.after}</ins>}
    </p>
  );
}
