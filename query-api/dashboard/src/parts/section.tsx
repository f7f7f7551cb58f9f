import type { ComponentChildren } from "preact";
import type { Query } from "../sql";
import { SqlPanel } from "./sql-panel";

interface Props {
  /** Also the anchor. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
  /** What stands beside the title. */
  readonly aside?: ComponentChildren;
  /** The SQL behind the section's numbers. */
  readonly queries?: readonly Query[];
  readonly isFocusable?: boolean;
}

/** A card of an experiment's page, with the SQL behind its numbers at its end. */
export function Section({ id, title, children, aside, queries, isFocusable }: Props) {
  return (
    <section class="card" id={id} aria-labelledby={`${id}-title`} {...(isFocusable ? { tabIndex: -1 } : {})}>
      <div class="section-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {aside}
      </div>
      {children}
      {queries !== undefined && <SqlPanel about={title} queries={queries} />}
    </section>
  );
}
