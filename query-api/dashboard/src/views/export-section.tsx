import { useState } from "preact/hooks";
import { Section } from "../parts/section";

/** What an experiment's rows can be had of, the most wanted first. */
const VIEWS: readonly { readonly name: string; readonly what: string }[] = [
  { name: "v_scorecard_latest", what: "The scorecard" },
  { name: "v_variant_metrics", what: "Figures by variant" },
  { name: "v_metric_daily", what: "Figures by day and variant" },
  { name: "v_first_exposure", what: "Users, with their variant and first event" },
  { name: "v_events", what: "Every event" },
  { name: "v_sessions", what: "Sessions" },
  { name: "v_windows_1m", what: "Events by minute" },
  { name: "v_guardrail_history", what: "Guardrails over time" },
  { name: "v_alerts", what: "Alerts" },
  { name: "v_rejected_events", what: "Rejected events, with reasons" },
];

const FORMATS: readonly { readonly name: string; readonly title: string }[] = [
  { name: "csv", title: "CSV" },
  { name: "parquet", title: "Parquet" },
  { name: "ndjson", title: "NDJSON" },
];

/** The experiment's rows as a file, streamed by the API. */
export function ExportSection({ experimentId }: { experimentId: string }) {
  const [view, setView] = useState(VIEWS[0]?.name ?? "");
  const address = (format: string): string => `/api/exports/${view}?format=${format}&experiment_id=${encodeURIComponent(experimentId)}`;
  return (
    <Section id="export" title="Export">
      <div class="choices">
        <label class="inline-label">
          <span class="label">Rows</span>
          <select value={view} onChange={(event) => setView(event.currentTarget.value)}>
            {VIEWS.map(({ name, what }) => <option key={name} value={name}>{what}</option>)}
          </select>
        </label>
        {FORMATS.map(({ name, title }) => (
          <a key={name} class="button small" href={address(name)} download>
            {title}<span class="visually-hidden"> of {view}</span>
          </a>
        ))}
      </div>
    </Section>
  );
}
