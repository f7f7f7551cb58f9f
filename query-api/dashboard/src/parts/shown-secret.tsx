import { CopyButton } from "./sql-panel";

/** Something secret, at the one time that it is shown. */
export interface Secret {
  readonly what: string;
  readonly text: string;
}

export function ShownSecret({ secret, onDone }: { secret: Secret; onDone: () => void }) {
  return (
    <div class="card secret" role="status">
      <p><strong>Copy the {secret.what} now.</strong> It is not kept and cannot be shown again.</p>
      <pre tabIndex={0} aria-label={`The ${secret.what}`}>{secret.text}</pre>
      <div class="dialog-actions">
        <CopyButton text={secret.text} what={`the ${secret.what}`} />
        <button type="button" class="primary small" onClick={onDone}>I have it</button>
      </div>
    </div>
  );
}
