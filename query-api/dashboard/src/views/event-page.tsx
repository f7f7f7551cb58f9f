import { useMemo } from "preact/hooks";
import { readRecentEvents, type AcceptedEvent, type RejectedEvent } from "../api/activity";
import { readExperiment, type Experiment } from "../api/shapes";
import { clockMillis, count } from "../format";
import { useNow, usePoll } from "../live/use-poll";
import { DataTable } from "../parts/data-table";
import { Failure, secondsUntil } from "../parts/notice";
import { SqlPanel } from "../parts/sql-panel";
import { VariantName } from "../parts/variant-name";
import { experimentAddress } from "../router";
import { ExperimentSql } from "../sql";

interface Props {
  readonly id: string;
  readonly workspaceId: string;
  readonly paused: boolean;
}

const SHOWN = 50;
const EVERY_MS = 700;

/** The newest events of an experiment and what became of them: for who has just built in the tracking. */
export function EventPage({ id, workspaceId, paused }: Props) {
  const base = `/api/experiments/${encodeURIComponent(id)}`;
  const experiment = usePoll(base, readExperiment, 10_000, paused);
  const recent = usePoll(`${base}/recent-events?limit=${SHOWN}`, readRecentEvents, EVERY_MS, paused);
  const now = useNow();
  const queries = useMemo(() => new ExperimentSql(workspaceId, { id }).events(), [workspaceId, id]);
  const error = experiment.error ?? recent.error;
  return (
    <div class="experiment">
      <header class="experiment-header">
        <p class="crumb">
          <a href="#/">Experiments</a> / <a href={experimentAddress(id)}>{experiment.value?.name ?? id}</a>
        </p>
        <h1>Newest events</h1>
        <p class="lead">Events of the last hour as they come in, each within two seconds of its POST: what was accepted, and what was refused and why.</p>
      </header>
      {error !== null && <Failure error={error} inSeconds={secondsUntil(recent.retryAt, now)} />}
      {experiment.value !== null && recent.value !== null && (
        <>
          <Rejected events={recent.value.rejected} of={recent.value.rejectedCount} />
          <Accepted experiment={experiment.value} events={recent.value.accepted} />
          <SqlPanel about="the newest events" queries={queries} />
        </>
      )}
    </div>
  );
}

function Rejected({ events, of }: { events: readonly RejectedEvent[]; of: number }) {
  return (
    <section class="card" aria-labelledby="rejected-title">
      <div class="section-head">
        <h2 id="rejected-title">Rejected</h2>
        <span class="quiet-text">{of === 0 ? "none in the last hour" : `${count(events.length)} newest of ${count(of)}`}</span>
      </div>
      {events.length > 0 && (
        <DataTable<RejectedEvent>
          id="rejected-events"
          label="Rejected events"
          rows={events}
          rowKey={(event) => `${event.rejectedAt} ${event.excerpt} ${event.message}`}
          isTall
          columns={[
            { title: "When", cell: (event) => clockMillis(event.rejectedAt) },
            { title: "Code", cell: (event) => <code>{event.code}</code> },
            { title: "Why", cell: (event) => <span class="wrap">{event.message}</span> },
            { title: "Sent", cell: (event) => <code class="excerpt" title={event.excerpt}>{event.excerpt}</code> },
          ]}
        />
      )}
    </section>
  );
}

function Accepted({ experiment, events }: { experiment: Experiment; events: readonly AcceptedEvent[] }) {
  return (
    <section class="card" aria-labelledby="accepted-title">
      <div class="section-head">
        <h2 id="accepted-title">Accepted</h2>
        <span class="quiet-text">{events.length === 0 ? "none in the last hour" : `${count(events.length)} newest`}</span>
      </div>
      {events.length > 0 && (
        <DataTable<AcceptedEvent>
          id="accepted-events"
          label="Accepted events"
          rows={events}
          rowKey={(event) => `${event.userId} ${event.id}`}
          isTall
          columns={[
            { title: "Logged", cell: (event) => clockMillis(event.loggedAt) },
            { title: "Type", cell: (event) => event.type },
            { title: "Variant", cell: (event) => <VariantName experiment={experiment} id={event.variantId} /> },
            { title: "User", cell: (event) => <code>{event.userId}</code> },
            { title: "Value", isFigure: true, cell: (event) => (event.value === null ? "" : String(event.value)) },
            { title: "Happened", cell: (event) => `${clockMillis(event.happenedAt)}${event.isLate ? ", late" : ""}` },
            { title: "Event id", cell: (event) => <code>{event.id}</code> },
          ]}
        />
      )}
    </section>
  );
}
