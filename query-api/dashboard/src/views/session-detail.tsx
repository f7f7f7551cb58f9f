import { readNotes, readProgress, type Note, type Progress } from "../api/studies";
import { moment } from "../format";
import { usePoll } from "../live/use-poll";
import { OkIcon, WaitIcon } from "../parts/icons";

interface Props {
  readonly id: string;
  readonly paused: boolean;
  readonly onClose: () => void;
}

const EVERY_MS = 3_000;

/** One session: how far its tester came, and what was noted. */
export function SessionDetail({ id, paused, onClose }: Props) {
  const path = encodeURIComponent(id);
  const progress = usePoll(`/api/ab/progress/${path}`, readProgress, EVERY_MS, paused).value;
  const notes = usePoll(`/api/sessions/${path}/notes`, readNotes, EVERY_MS, paused).value;
  return (
    <section class="card" aria-labelledby="session-title">
      <div class="section-head">
        <h2 id="session-title">Session {id}</h2>
        <button type="button" class="quiet small" onClick={onClose}>Close</button>
      </div>
      <div class="reasons">
        <Tasks progress={progress} />
        <Notes notes={notes} />
      </div>
    </section>
  );
}

function Tasks({ progress }: { progress: Progress | null }) {
  return (
    <div>
      <h3>Progress{progress !== null && `: ${progress.completed} of ${progress.total}`}</h3>
      {progress?.total === 0 && <p class="quiet-text">The tester has no checklist yet.</p>}
      <ul class="arms">
        {progress?.tasks.map((task) => (
          <li key={task.id}>
            <span class={`state state-${task.isCompleted ? "good" : "open"}`}>{task.isCompleted ? <OkIcon /> : <WaitIcon />} {task.isCompleted ? "Done" : "Open"}</span> {task.title}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Notes({ notes }: { notes: readonly Note[] | null }) {
  return (
    <div>
      <h3>Notes</h3>
      {notes?.length === 0 && <p class="quiet-text">Nothing was noted.</p>}
      <ul class="notes">
        {notes?.map((note) => (
          <li key={note.id}>
            <p>{note.content}</p>
            <p class="quiet-text">
              {note.author}, {moment(note.at)}
              {note.score !== null && `, score ${note.score.toFixed(2)}`}
            </p>
            {note.evidence.map((each, index) => <p key={index} class="quiet-text">{each}</p>)}
          </li>
        ))}
      </ul>
    </div>
  );
}
