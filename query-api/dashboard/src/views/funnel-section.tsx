import { useMemo } from "preact/hooks";
import type { Experiment, Realtime, VariantFigures } from "../api/shapes";
import { count, metricValue } from "../format";
import { DataTable } from "../parts/data-table";
import { Section } from "../parts/section";
import { VariantName } from "../parts/variant-name";
import type { ExperimentSql } from "../sql";

interface Props {
  readonly experiment: Experiment;
  readonly realtime: Realtime | null;
  readonly sql: ExperimentSql;
}

/** What was counted by variant, from assignment to conversion. */
export function FunnelSection({ experiment, realtime, sql }: Props) {
  const queries = useMemo(() => sql.funnel(), [sql]);
  const ratio = (above: number, below: number): string => metricValue(below === 0 ? null : above / below, "share");
  return (
    <Section id="funnel" title="Funnel" queries={queries}>
      {realtime === null ? (
        <p class="quiet-text">Loading…</p>
      ) : (
        <DataTable<VariantFigures>
          id="variant-table"
          label="Table of variants"
          rows={realtime.metrics.variants}
          rowKey={(variant) => variant.id}
          columns={[
            { title: "Variant", cell: (variant) => <VariantName experiment={experiment} id={variant.id} /> },
            { title: "Assigned", isFigure: true, cell: (variant) => count(realtime.assigned.get(variant.id) ?? null) },
            { title: "Users seen", isFigure: true, cell: (variant) => count(variant.users) },
            { title: "Impressions", isFigure: true, cell: (variant) => count(variant.impressions) },
            { title: "→ Clicks", isFigure: true, cell: (variant) => count(variant.clicks) },
            { title: "Click rate", isFigure: true, cell: (variant) => <Step text={ratio(variant.clicks, variant.impressions)} /> },
            { title: "→ Conversions", isFigure: true, cell: (variant) => count(variant.conversions) },
            { title: "Of clicks", isFigure: true, cell: (variant) => <Step text={ratio(variant.conversions, variant.clicks)} /> },
            { title: "Conversion rate", isFigure: true, cell: (variant) => <Step text={ratio(variant.conversions, variant.impressions)} /> },
            { title: "Rating", isFigure: true, cell: (variant) => metricValue(variant.averageRating, "number") },
            { title: "Revenue", isFigure: true, cell: (variant) => metricValue(variant.revenue, "number") },
          ]}
        />
      )}
    </Section>
  );
}

function Step({ text }: { text: string }) {
  return <strong class="step">{text}</strong>;
}
