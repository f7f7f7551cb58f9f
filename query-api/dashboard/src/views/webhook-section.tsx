import { useState } from "preact/hooks";
import { fields, required } from "../api/fields";
import { post, remove } from "../api/request";
import { readDeliveries, readWebhooks, type Delivery, type Webhook } from "../api/webhooks";
import { clock, DASH, moment } from "../format";
import { useAction, type Action } from "../live/use-action";
import { usePoll } from "../live/use-poll";
import { DataTable } from "../parts/data-table";
import { OkIcon, WaitIcon, WarnIcon } from "../parts/icons";
import { ShownSecret, type Secret } from "../parts/shown-secret";

const EVENTS: readonly string[] = ["ideas.generated", "idea.status_changed", "experiment.launched", "experiment.completed"];
const EVERY_MS = 3_000;

interface Props {
  readonly isAdmin: boolean;
  readonly paused: boolean;
}

/** Who is told of what happens to sites, and how telling them went. */
export function WebhookSection({ isAdmin, paused }: Props) {
  const webhooks = usePoll("/v1/webhooks", readWebhooks, EVERY_MS, paused).value;
  const [open, setOpen] = useState<string | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const action = useAction();
  const shown = webhooks?.find((webhook) => webhook.id === open);
  return (
    <section class="card" id="webhooks" aria-labelledby="webhooks-title">
      <div class="section-head"><h2 id="webhooks-title">Webhooks</h2></div>
      {action.problem !== null && <p class="notice problem" role="alert">{action.problem}</p>}
      {secret !== null && <ShownSecret secret={secret} onDone={() => setSecret(null)} />}
      {webhooks?.length === 0 && <p class="quiet-text">Nobody is told yet.</p>}
      {webhooks !== null && webhooks.length > 0 && (
        <DataTable<Webhook>
          label="Webhooks"
          rows={webhooks}
          rowKey={(webhook) => webhook.id}
          columns={[
            { title: "Address", cell: (webhook) => <span class="excerpt" title={webhook.url}>{webhook.url}</span> },
            { title: "Told of", cell: (webhook) => <span class="wrap">{webhook.events.join(", ")}</span> },
            { title: "Since", cell: (webhook) => moment(webhook.createdAt) },
            {
              title: "Do",
              cell: (webhook) => (
                <span class="row-actions">
                  <button type="button" class="small" aria-expanded={open === webhook.id} onClick={() => setOpen(open === webhook.id ? null : webhook.id)}>
                    Deliveries<span class="visually-hidden"> to {webhook.url}</span>
                  </button>
                  {isAdmin && (
                    <button type="button" class="quiet small" disabled={action.isBusy} onClick={() => action.run(() => remove(`/v1/webhooks/${webhook.id}`))}>
                      Deactivate<span class="visually-hidden"> {webhook.url}</span>
                    </button>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
      {shown !== undefined && <Deliveries key={shown.id} webhook={shown} isAdmin={isAdmin} paused={paused} action={action} />}
      {isAdmin && <NewWebhook action={action} onMade={(text) => setSecret({ what: "secret", text })} />}
    </section>
  );
}

interface DeliveriesProps extends Props {
  readonly webhook: Webhook;
  readonly action: Action;
}

function Deliveries({ webhook, isAdmin, paused, action }: DeliveriesProps) {
  const path = `/v1/webhooks/${webhook.id}/deliveries`;
  const deliveries = usePoll(`${path}?limit=50`, readDeliveries, EVERY_MS, paused).value;
  return (
    <div class="sub">
      <h3>Newest deliveries to {webhook.url}</h3>
      {deliveries === null && <p class="quiet-text">Loading…</p>}
      {deliveries?.length === 0 && <p class="quiet-text">Nothing was sent in the last 30 days.</p>}
      {deliveries !== null && deliveries.length > 0 && (
        <DataTable<Delivery>
          id="delivery-table"
          label="Deliveries"
          rows={deliveries}
          rowKey={(delivery) => delivery.id}
          isTall
          columns={[
            { title: "When", cell: (delivery) => moment(delivery.createdAt) },
            { title: "Event", cell: (delivery) => delivery.event },
            { title: "State", cell: (delivery) => <State delivery={delivery} /> },
            { title: "Tries", isFigure: true, cell: (delivery) => delivery.attempts },
            { title: "Last answer", cell: (delivery) => delivery.status ?? delivery.reason ?? DASH },
            {
              title: "Do",
              cell: (delivery) =>
                isAdmin && delivery.state !== "pending" ? (
                  <button type="button" class="small" disabled={action.isBusy} onClick={() => action.run(() => post(`${path}/${delivery.id}/replay`, undefined))}>
                    Send again<span class="visually-hidden"> {delivery.event} of {moment(delivery.createdAt)}</span>
                  </button>
                ) : null,
            },
          ]}
        />
      )}
    </div>
  );
}

function State({ delivery }: { delivery: Delivery }) {
  switch (delivery.state) {
    case "delivered":
      return <span class="state state-good"><OkIcon /> Delivered</span>;
    case "failed":
      return <span class="state state-bad"><WarnIcon /> Given up</span>;
    default:
      return (
        <span class="state state-open">
          <WaitIcon /> {delivery.attempts === 0 || delivery.nextAttemptAt === null ? "Being sent" : `Next try at ${clock(delivery.nextAttemptAt)}`}
        </span>
      );
  }
}

function NewWebhook({ action, onMade }: { action: Action; onMade: (secret: string) => void }) {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    action.run(
      async () => onMade(required(fields(await post("/v1/webhooks", { url: String(given.get("url")).trim(), events: given.getAll("event") }), "the webhook")["secret"], "the secret")),
      () => form.reset(),
    );
  };
  return (
    <form class="inline-form" onSubmit={add} aria-label="Add a webhook">
      <label class="whole"><span class="label">Address</span><input type="url" name="url" required maxLength={2048} placeholder="https://example.com/hook" /></label>
      <fieldset class="plain">
        <legend>Told of</legend>
        <div class="choices">
          {EVENTS.map((name) => <label key={name} class="check"><input type="checkbox" name="event" value={name} defaultChecked={name.startsWith("experiment")} />{name}</label>)}
        </div>
      </fieldset>
      <button type="submit" class="primary" disabled={action.isBusy}>Add</button>
    </form>
  );
}
