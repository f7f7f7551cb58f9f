import { useState } from "preact/hooks";
import { readKeys, readMembers, readTokens, type Key, type Member, type Token } from "../api/access";
import { fields, required } from "../api/fields";
import { post, remove } from "../api/request";
import { moment } from "../format";
import { useAction, type Action } from "../live/use-action";
import { useNow, usePoll } from "../live/use-poll";
import { DataTable } from "../parts/data-table";
import { Failure, secondsUntil } from "../parts/notice";
import { ShownSecret, type Secret } from "../parts/shown-secret";

const EVERY_MS = 2_000;
/** What most are comes first: a form that is emptied goes back to it. */
const ROLES = ["crew", "admin", "guest"];
const LIFETIMES: readonly number[] = [1, 7, 30, 90, 365];

/** Who may work on the workspace: members, their tokens, and keys for programs. */
export function AccessPage({ paused }: { paused: boolean }) {
  const members = usePoll("/api/admin/members", readMembers, EVERY_MS, paused);
  const tokens = usePoll("/api/admin/tokens?limit=100", readTokens, EVERY_MS, paused);
  const keys = usePoll("/api/admin/keys", readKeys, EVERY_MS, paused);
  const [secret, setSecret] = useState<Secret | null>(null);
  const action = useAction();
  const now = useNow();
  const trouble = [members, tokens, keys].find((poll) => poll.error !== null);
  const issue = (path: string, body: unknown, name: "token" | "key"): void =>
    action.run(async () => setSecret({ what: name, text: required(fields(await post(path, body), "the answer")[name], `the ${name}`) }));
  return (
    <div class="experiment">
      <div class="page-title">
        <h1>Access</h1>
      </div>
      {trouble?.error != null && <Failure error={trouble.error} inSeconds={secondsUntil(trouble.retryAt, now)} />}
      {action.problem !== null && <p class="notice problem" role="alert">{action.problem}</p>}
      {secret !== null && <ShownSecret secret={secret} onDone={() => setSecret(null)} />}
      <Members members={members.value} action={action} onIssue={(body) => issue("/api/admin/tokens", body, "token")} />
      <Tokens tokens={tokens.value} action={action} onRotate={(id) => issue(`/api/admin/tokens/${id}/rotate`, undefined, "token")} />
      <Keys keys={keys.value} action={action} onIssue={(label) => issue("/api/admin/keys", { label }, "key")} onRotate={(id) => issue(`/api/admin/keys/${id}/rotate`, undefined, "key")} />
    </div>
  );
}

interface MembersProps {
  readonly members: readonly Member[] | null;
  readonly action: Action;
  readonly onIssue: (body: unknown) => void;
}

function Members({ members, action, onIssue }: MembersProps) {
  const [days, setDays] = useState(30);
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    const subject = String(given.get("subject")).trim();
    action.run(() => post("/api/admin/members", { subject, role: given.get("role"), name: String(given.get("name")).trim() || subject }), () => form.reset());
  };
  return (
    <section class="card" aria-labelledby="members-title">
      <div class="section-head">
        <h2 id="members-title">Members</h2>
        <label class="inline-label">
          <span class="label">New tokens hold</span>
          <select value={days} onChange={(event) => setDays(Number(event.currentTarget.value))}>
            {LIFETIMES.map((each) => <option key={each} value={each}>{each === 1 ? "1 day" : `${each} days`}</option>)}
          </select>
        </label>
      </div>
      {members !== null && members.length > 0 && (
        <DataTable<Member>
          label="Members"
          rows={members}
          rowKey={(member) => member.subject}
          columns={[
            { title: "Subject", cell: (member) => member.subject },
            { title: "Name", cell: (member) => member.name },
            { title: "Role", cell: (member) => member.role },
            { title: "Added by", cell: (member) => member.addedBy },
            {
              title: "Do",
              cell: (member) => (
                <span class="row-actions">
                  <button type="button" class="small" disabled={action.isBusy} onClick={() => onIssue({ subject: member.subject, expires_in_days: days })}>
                    Issue a token<span class="visually-hidden"> to {member.subject}</span>
                  </button>
                  <button type="button" class="quiet small" disabled={action.isBusy} onClick={() => action.run(() => remove(`/api/admin/members/${encodeURIComponent(member.subject)}`))}>
                    Remove<span class="visually-hidden"> {member.subject}</span>
                  </button>
                </span>
              ),
            },
          ]}
        />
      )}
      {members?.length === 0 && <p class="quiet-text">Nobody yet. Tokens are issued to members; whoever signs in with one that came from elsewhere need not be among them.</p>}
      <form class="inline-form" onSubmit={add} aria-label="Add a member">
        <label><span class="label">Subject</span><input type="text" name="subject" required maxLength={128} placeholder="ada@example.com" /></label>
        <label><span class="label">Name</span><input type="text" name="name" maxLength={200} /></label>
        <label>
          <span class="label">Role</span>
          <select name="role">{ROLES.map((role) => <option key={role} value={role}>{role}</option>)}</select>
        </label>
        <button type="submit" class="primary" disabled={action.isBusy}>Add or change</button>
      </form>
    </section>
  );
}

interface TokensProps {
  readonly tokens: readonly Token[] | null;
  readonly action: Action;
  readonly onRotate: (id: string) => void;
}

function Tokens({ tokens, action, onRotate }: TokensProps) {
  return (
    <section class="card" aria-labelledby="tokens-title">
      <div class="section-head"><h2 id="tokens-title">Tokens</h2></div>
      {tokens === null ? (
        <p class="quiet-text">Loading…</p>
      ) : tokens.length === 0 ? (
        <p class="quiet-text">None has been issued here.</p>
      ) : (
        <DataTable<Token>
          label="Tokens"
          rows={tokens}
          rowKey={(token) => token.id}
          isTall
          columns={[
            { title: "Subject", cell: (token) => token.subject },
            { title: "Role", cell: (token) => token.role },
            { title: "Issued", cell: (token) => `${moment(token.issuedAt)} by ${token.issuedBy}` },
            { title: "Holds until", cell: (token) => moment(token.expiresAt) },
            { title: "Do", cell: (token) => <Fate what="token" name={`of ${token.subject}`} path={`/api/admin/tokens/${token.id}`} revokedAt={token.revokedAt} action={action} onRotate={() => onRotate(token.id)} /> },
          ]}
        />
      )}
      <p class="explain">A revoked token is refused within two seconds, by the collector too.</p>
    </section>
  );
}

interface KeysProps {
  readonly keys: readonly Key[] | null;
  readonly action: Action;
  readonly onIssue: (label: string) => void;
  readonly onRotate: (id: string) => void;
}

function Keys({ keys, action, onIssue, onRotate }: KeysProps) {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    onIssue(String(new FormData(form).get("label")).trim());
    form.reset();
  };
  return (
    <section class="card" aria-labelledby="keys-title">
      <div class="section-head"><h2 id="keys-title">Keys for programs</h2></div>
      {keys !== null && keys.length > 0 && (
        <DataTable<Key>
          label="Keys"
          rows={keys}
          rowKey={(key) => key.id}
          isTall
          columns={[
            { title: "Label", cell: (key) => key.label },
            { title: "Made", cell: (key) => moment(key.createdAt) },
            { title: "Do", cell: (key) => <Fate what="key" name={key.label} path={`/api/admin/keys/${key.id}`} revokedAt={key.revokedAt} action={action} onRotate={() => onRotate(key.id)} /> },
          ]}
        />
      )}
      <form class="inline-form" onSubmit={add} aria-label="Make a key">
        <label><span class="label">Label</span><input type="text" name="label" required maxLength={200} placeholder="what it is for" /></label>
        <button type="submit" class="primary" disabled={action.isBusy}>Make a key</button>
      </form>
    </section>
  );
}

interface FateProps {
  readonly what: string;
  readonly name: string;
  readonly path: string;
  readonly revokedAt: number | null;
  readonly action: Action;
  readonly onRotate: () => void;
}

/** What can be done with a token or key, or when it was revoked. */
function Fate({ what, name, path, revokedAt, action, onRotate }: FateProps) {
  if (revokedAt !== null) {
    return <span class="quiet-text">revoked {moment(revokedAt)}</span>;
  }
  return (
    <span class="row-actions">
      <button type="button" class="small" disabled={action.isBusy} onClick={onRotate}>
        Rotate<span class="visually-hidden"> the {what} {name}</span>
      </button>
      <button type="button" class="quiet small" disabled={action.isBusy} onClick={() => action.run(() => remove(path))}>
        Revoke<span class="visually-hidden"> the {what} {name}</span>
      </button>
    </span>
  );
}
