import { useState } from "preact/hooks";
import { patch, post } from "../api/request";
import { readSchedules, type Schedule } from "../api/sites";
import { DASH, moment } from "../format";
import type { Action } from "../live/use-action";
import { usePoll } from "../live/use-poll";
import { DataTable } from "../parts/data-table";

interface Props {
  readonly siteId: string;
  readonly isAdmin: boolean;
  readonly paused: boolean;
  readonly action: Action;
}

const DAYS: readonly string[] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** When ideas are found by themselves. */
export function ScheduleSection({ siteId, isAdmin, paused, action }: Props) {
  const all = usePoll("/v1/schedules", readSchedules, 5_000, paused).value;
  const schedules = all?.filter((schedule) => schedule.siteId === siteId);
  return (
    <section class="card" id="schedules" aria-labelledby="schedules-title">
      <div class="section-head"><h2 id="schedules-title">Ideas by schedule</h2></div>
      {schedules?.length === 0 && <p class="quiet-text">None. A schedule has ideas found again and again, at 09:00 UTC.</p>}
      {schedules !== undefined && schedules.length > 0 && (
        <DataTable<Schedule>
          label="Schedules"
          rows={schedules}
          rowKey={(schedule) => schedule.id}
          columns={[
            { title: "When", cell: when },
            { title: "Ideas", isFigure: true, cell: (schedule) => schedule.ideasPerRun ?? DASH },
            { title: "Next", cell: (schedule) => (schedule.isEnabled ? moment(schedule.nextRunAt) : "off") },
            { title: "Last", cell: (schedule) => moment(schedule.lastRunAt) },
            {
              title: "Do",
              cell: (schedule) =>
                isAdmin ? (
                  <button type="button" class="small" disabled={action.isBusy} onClick={() => action.run(() => patch(`/v1/schedules/${schedule.id}`, { enabled: !schedule.isEnabled }))}>
                    {schedule.isEnabled ? "Turn off" : "Turn on"}<span class="visually-hidden"> the schedule: {when(schedule)}</span>
                  </button>
                ) : null,
            },
          ]}
        />
      )}
      {isAdmin && <NewSchedule siteId={siteId} action={action} />}
    </section>
  );
}

function when(schedule: Schedule): string {
  const day = DAYS[(schedule.dayOfWeek ?? 1) - 1];
  switch (schedule.frequency) {
    case "daily":
      return "every day";
    case "weekly":
      return `every ${day}`;
    default:
      return `the first ${day} of a month`;
  }
}

function NewSchedule({ siteId, action }: { siteId: string; action: Action }) {
  const [frequency, setFrequency] = useState("weekly");
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const day = given.get("day");
    action.run(() =>
      post("/v1/schedules", { site_id: siteId, enabled: true, frequency, ideas_per_run: Number(given.get("number")), ...(day === null ? {} : { day_of_week: Number(day) }) }),
    );
  };
  return (
    <form class="inline-form" onSubmit={add} aria-label="Add a schedule">
      <label>
        <span class="label">How often</span>
        <select value={frequency} onChange={(event) => setFrequency(event.currentTarget.value)}>
          <option value="daily">every day</option><option value="weekly">every week</option><option value="monthly">every month</option>
        </select>
      </label>
      {frequency !== "daily" && (
        <label>
          <span class="label">On a</span>
          <select name="day">{DAYS.map((day, index) => <option key={day} value={index + 1}>{day}</option>)}</select>
        </label>
      )}
      <label><span class="label">Ideas a run</span><input type="number" name="number" required min="1" max="10" defaultValue="5" /></label>
      <button type="submit" class="primary" disabled={action.isBusy}>Add a schedule</button>
    </form>
  );
}
