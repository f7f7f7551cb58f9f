import { useEffect, useState } from "preact/hooks";
import type { Query } from "../sql";

/** The SQL behind a section's numbers, to be copied to any client that reaches ClickHouse. */
export function SqlPanel({ about, queries }: { about: string; queries: readonly Query[] }) {
  return (
    <details class="sql">
      <summary>
        SQL<span class="visually-hidden"> behind {about}</span>
      </summary>
      {queries.map((query) => (
        <div key={query.title} class="sql-query">
          <div class="sql-head">
            <h3>{query.title}</h3>
            <CopyButton text={query.text} what={`the SQL for ${query.title}`} />
          </div>
          <pre tabIndex={0} aria-label={query.title}>{query.text}</pre>
        </div>
      ))}
    </details>
  );
}

/** Copies a text, and says so for a moment. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(null), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <button type="button" class="quiet small" onClick={() => void copy(text).then((done) => setSaid(done ? "Copied" : "Select it and copy"))}>
      <span aria-live="polite">{said ?? "Copy"}</span>
      <span class="visually-hidden"> {what}</span>
    </button>
  );
}

/** The clipboard is there for pages that came by https or from this machine; elsewhere the old way has to do. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
