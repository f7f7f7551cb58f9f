import { useMemo, useState } from "preact/hooks";
import { readAttributes } from "../api/activity";
import { readSegments, type Segment, type SegmentArm } from "../api/segments";
import type { Experiment } from "../api/shapes";
import { count, difference, interval, pValue, relative, unitOf } from "../format";
import { usePoll } from "../live/use-poll";
import { DataTable, type Column } from "../parts/data-table";
import { IntervalBar, reachOf } from "../parts/interval-bar";
import { Section } from "../parts/section";
import { VariantName } from "../parts/variant-name";
import type { ExperimentSql } from "../sql";

interface Props {
  readonly base: string;
  readonly experiment: Experiment;
  readonly paused: boolean;
  readonly sql: ExperimentSql;
}

interface Row {
  readonly segment: Segment;
  readonly arm: SegmentArm;
}

const NO_ATTRIBUTES: readonly string[] = [];

/** Results by an attribute that `assign` was given. Counted anew from the archive, so asked for rarely. */
export function SegmentSection({ base, experiment, paused, sql }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const attributes = usePoll(`${base}/attributes`, readAttributes, 15_000, paused).value ?? NO_ATTRIBUTES;
  const attribute = chosen ?? attributes[0] ?? null;
  const path = attribute === null ? null : `${base}/metrics?segment=${encodeURIComponent(attribute)}`;
  const { value: segments, error } = usePoll(path, readSegments, 15_000, paused);
  const queries = useMemo(() => (attribute === null ? undefined : sql.segments(attribute)), [sql, attribute]);
  return (
    <Section
      id="segments"
      title="Results by segment"
      {...(queries === undefined ? {} : { queries })}
      aside={
        attributes.length > 0 && (
          <label class="inline-label">
            <span class="label">By</span>
            <select value={attribute ?? ""} onChange={(event) => setChosen(event.currentTarget.value)}>
              {attributes.map((each) => <option key={each} value={each}>{each}</option>)}
            </select>
          </label>
        )
      }
    >
      {attribute === null ? (
        <p class="quiet-text">
          No assigned user has attributes yet. Give them to <code>assign</code>, such as <code>{'{"device": "phone"}'}</code>, to see results by them.
        </p>
      ) : error?.status === 400 ? (
        <p class="quiet-text">{error.message}</p>
      ) : segments === null ? (
        <p class="quiet-text">Counting…</p>
      ) : (
        <SegmentTable experiment={experiment} segments={segments.segments} />
      )}
    </Section>
  );
}

function SegmentTable({ experiment, segments }: { experiment: Experiment; segments: readonly Segment[] }) {
  const unit = unitOf(experiment.targetMetric);
  const rows = segments.flatMap((segment) => segment.arms.map((arm): Row => ({ segment, arm })));
  const reach = Math.max(0, ...rows.map(({ arm }) => reachOf(arm.difference, arm.interval)));
  const variant: Column<Row> = { title: "Variant", cell: ({ arm }) => <VariantName experiment={experiment} id={arm.variantId} /> };
  return (
    <>
      <DataTable
        label="Results by segment"
        rows={rows}
        rowKey={(row) => `${row.segment.label} ${row.arm.variantId}`}
        columns={[
          { title: "Segment", cell: ({ segment }) => segment.label },
          ...(experiment.variants.length > 2 ? [variant] : []),
          { title: "Users", isFigure: true, cell: ({ segment }) => count(segment.users) },
          { title: "Lift", isFigure: true, cell: ({ arm }) => relative(arm.relativeLift) },
          {
            title: "Difference, always valid",
            cell: ({ arm }) => (
              <span class="bar-cell">
                {arm.interval !== null && <IntervalBar estimate={arm.difference} lower={arm.interval[0]} upper={arm.interval[1]} unit={unit} reach={reach} width={160} />}
                <span class="under">
                  {arm.interval === null ? `${difference(arm.difference, unit)}; too few users yet` : interval(arm.interval[0], arm.interval[1], unit)}
                </span>
              </span>
            ),
          },
          { title: "p, over all segments", isFigure: true, cell: ({ arm }) => pValue(arm.pValue) },
        ]}
      />
      <p class="explain">p is corrected for the number of segments and arms: who looks at many finds one by chance.</p>
    </>
  );
}
