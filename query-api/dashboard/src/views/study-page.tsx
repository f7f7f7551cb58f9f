import { useState } from "preact/hooks";
import { post } from "../api/request";
import { readFigures, readRounds, readSessions, readStudy, type Round, type Session, type StudyFigures, type VariantFigures } from "../api/studies";
import { count, DASH, duration, moment, probability, share } from "../format";
import { useAction, type Action } from "../live/use-action";
import { useNow, usePoll } from "../live/use-poll";
import { DataTable } from "../parts/data-table";
import { WarnIcon } from "../parts/icons";
import { Failure, secondsUntil } from "../parts/notice";
import { Pager } from "../parts/pager";
import { hasMore, pagePath, shownOf } from "../paging";
import { SessionDetail } from "./session-detail";

interface Props {
  readonly id: string;
  readonly paused: boolean;
}

const EVERY_MS = 2_000;

/** One study: how its variants do, its rounds, its sessions with what was found in them. */
export function StudyPage({ id, paused }: Props) {
  const path = encodeURIComponent(id);
  const study = usePoll(`/api/studies/${path}`, readStudy, 10_000, paused);
  const figures = usePoll(`/api/ab/analytics/${path}`, readFigures, EVERY_MS, paused);
  const rounds = usePoll(`/api/ab/rounds/${path}`, readRounds, EVERY_MS, paused);
  const [page, setPage] = useState(0);
  const sessions = usePoll(pagePath(`/api/studies/${path}/sessions`, page), readSessions, EVERY_MS, paused);
  const [open, setOpen] = useState<string | null>(null);
  const action = useAction();
  const now = useNow();
  const trouble = [study, figures, rounds, sessions].find((poll) => poll.error !== null);
  return (
    <div class="experiment">
      <header class="experiment-header">
        <p class="crumb"><a href="#/studies">Studies</a></p>
        <h1>{study.value?.title ?? "Study"}</h1>
      </header>
      {trouble?.error != null && <Failure error={trouble.error} inSeconds={secondsUntil(trouble.retryAt, now)} />}
      {action.problem !== null && <p class="notice problem" role="alert">{action.problem}</p>}
      {figures.value !== null && <Figures figures={figures.value} />}
      {rounds.value !== null && <Rounds studyId={id} rounds={rounds.value} action={action} />}
      {sessions.value !== null && <Sessions sessions={shownOf(sessions.value)} open={open} onOpen={setOpen} action={action} />}
      <Pager label="Pages of the sessions" page={page} hasMore={hasMore(sessions.value)} onPage={setPage} />
      {open !== null && <SessionDetail key={open} id={open} paused={paused} onClose={() => setOpen(null)} />}
    </div>
  );
}

function Figures({ figures }: { figures: StudyFigures }) {
  return (
    <section class="card" aria-labelledby="figures-title">
      <div class="section-head">
        <h2 id="figures-title">By variant</h2>
        <span class="quiet-text">
          {figures.winner === null ? "No winner yet: it takes five sessions a variant" : `${figures.winner} completes more, with probability ${probability(figures.confidence)}`}
        </span>
      </div>
      <DataTable<VariantFigures>
        label="Figures by variant"
        rows={figures.variants}
        rowKey={(variant) => variant.name}
        columns={[
          { title: "Variant", cell: (variant) => variant.name },
          { title: "Sessions", isFigure: true, cell: (variant) => count(variant.sessions) },
          { title: "Completed", isFigure: true, cell: (variant) => count(variant.completed) },
          { title: "Tasks completed", isFigure: true, cell: (variant) => share(variant.completionRate) },
          { title: "Time", isFigure: true, cell: (variant) => (variant.durationSeconds === null ? DASH : duration(variant.durationSeconds * 1000)) },
          { title: "Frustration, 0 to 1", isFigure: true, cell: (variant) => variant.frustration?.toFixed(2) ?? DASH },
        ]}
      />
    </section>
  );
}

function Rounds({ studyId, rounds, action }: { studyId: string; rounds: readonly Round[]; action: Action }) {
  const start = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = new FormData(form);
    const wanted = Number(given.get("wanted"));
    action.run(
      () => post("/api/ab/round/start", { jobId: studyId, roundLabel: String(given.get("label")).trim() || null, targetSessionCount: wanted > 0 ? wanted : null }),
      () => form.reset(),
    );
  };
  const isOpen = rounds.some((round) => round.status !== "closed");
  return (
    <section class="card" aria-labelledby="rounds-title">
      <div class="section-head"><h2 id="rounds-title">Rounds</h2></div>
      {rounds.length === 0 && <p class="quiet-text">Without rounds the study takes every tester.</p>}
      {rounds.length > 0 && (
        <DataTable<Round>
          label="Rounds"
          rows={rounds}
          rowKey={(round) => round.id}
          columns={[
            { title: "Round", cell: (round) => round.label || round.id },
            { title: "Status", cell: (round) => (round.pauseReason === null ? round.status : `${round.status}: ${round.pauseReason}`) },
            { title: "Started", cell: (round) => moment(round.startedAt) },
            { title: "Sessions", isFigure: true, cell: (round) => (round.wanted === null ? count(round.sessions) : `${count(round.sessions)} of ${count(round.wanted)}`) },
            { title: "Do", cell: (round) => <RoundStep round={round} action={action} /> },
          ]}
        />
      )}
      {!isOpen && (
        <form class="inline-form" onSubmit={start} aria-label="Start a round">
          <label><span class="label">Label</span><input type="text" name="label" maxLength={200} /></label>
          <label><span class="label">Sessions wanted</span><input type="number" name="wanted" min="1" max="100000" placeholder="any" /></label>
          <button type="submit" class="primary" disabled={action.isBusy}>Start a round</button>
        </form>
      )}
    </section>
  );
}

function RoundStep({ round, action }: { round: Round; action: Action }) {
  if (round.status === "active") {
    return <button type="button" class="small" disabled={action.isBusy} onClick={() => action.run(() => post("/api/ab/round/pause", { roundId: round.id }))}>Pause<span class="visually-hidden"> {round.label}</span></button>;
  }
  return round.status === "paused" ? (
    <button type="button" class="small" disabled={action.isBusy} onClick={() => action.run(() => post("/api/ab/round/resume", { roundId: round.id }))}>Resume<span class="visually-hidden"> {round.label}</span></button>
  ) : (
    <span class="quiet-text">over</span>
  );
}

interface SessionsProps {
  readonly sessions: readonly Session[];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  readonly action: Action;
}

function Sessions({ sessions, open, onOpen, action }: SessionsProps) {
  const failed = sessions.filter((session) => session.analysisError !== null);
  return (
    <section class="card" aria-labelledby="sessions-title">
      <div class="section-head">
        <h2 id="sessions-title">Sessions</h2>
        {failed.length > 0 && <span class="state state-bad"><WarnIcon /> {failed.length === 1 ? "1 analysis failed" : `${failed.length} analyses failed`}</span>}
      </div>
      {sessions.length === 0 ? (
        <p class="quiet-text">No session yet.</p>
      ) : (
        <DataTable<Session>
          id="session-table"
          label="Sessions"
          rows={sessions}
          rowKey={(session) => session.id}
          isTall
          columns={[
            { title: "Tester", cell: (session) => <button type="button" class="link" aria-expanded={open === session.id} onClick={() => onOpen(session.id)}>{session.tester}</button> },
            { title: "Variant", cell: (session) => session.variant },
            { title: "Status", cell: (session) => session.status },
            { title: "Started", cell: (session) => moment(session.startedAt) },
            { title: "Time", isFigure: true, cell: (session) => (session.durationSeconds === null ? DASH : duration(session.durationSeconds * 1000)) },
            { title: "Rating", isFigure: true, cell: (session) => session.rating ?? DASH },
            { title: "Analysis", cell: (session) => <Analysis session={session} action={action} /> },
          ]}
        />
      )}
    </section>
  );
}

function Analysis({ session, action }: { session: Session; action: Action }) {
  if (session.status !== "completed") {
    return <span class="quiet-text">{session.status === "analyzing" ? "under way" : session.status === "analyzed" || session.status === "confirmed" ? "done" : DASH}</span>;
  }
  return (
    <span class="row-actions">
      {session.analysisError !== null && <span class="state state-bad" title={session.analysisError}><WarnIcon /> Failed</span>}
      <button type="button" class="small" disabled={action.isBusy} onClick={() => action.run(() => post(`/api/sessions/${encodeURIComponent(session.id)}/analyze`, undefined))}>
        {session.analysisError === null ? "Analyse" : "Try again"}<span class="visually-hidden"> the session of {session.tester}</span>
      </button>
    </span>
  );
}
