import type { ArmComparison, ScorecardMetric } from "../api/scorecard";
import type { Experiment } from "../api/shapes";
import { count, difference, interval, metricTitle, metricValue, probability, pValue, relative } from "../format";
import { DataTable, type Column } from "../parts/data-table";
import { IntervalBar, reachOf } from "../parts/interval-bar";
import { VariantName } from "../parts/variant-name";
import { shortClaim, silence } from "./claims";
import { GuardrailState } from "./guardrail-state";
import { unitOfMetric } from "./units";

interface Row {
  readonly metric: ScorecardMetric;
  readonly comparison: ArmComparison;
  /** Of the metric, so that its arms can be compared by eye. */
  readonly reach: number;
}

interface Props {
  readonly experiment: Experiment;
  readonly metrics: readonly ScorecardMetric[];
  readonly label: string;
  /** Whether rows are headed by the variant: one metric, many arms. */
  readonly isByVariant?: boolean;
}

/** Metrics as rows, a row for each test arm, the interval drawn in each. */
export function ScorecardTable({ experiment, metrics, label, isByVariant = false }: Props) {
  const control = experiment.variants.find((variant) => variant.isControl);
  const rows = metrics.flatMap((metric): Row[] => {
    const reach = Math.max(...metric.comparisons.map((comparison) => reachOf(comparison.difference, comparison.sequential?.interval ?? null)));
    return metric.comparisons.map((comparison) => ({ metric, comparison, reach }));
  });
  const several = experiment.variants.length > 2;
  const hasStates = metrics.some((metric) => metric.part === "guardrail");
  const variant: Column<Row> = { title: "Variant", cell: ({ comparison }) => <VariantName experiment={experiment} id={comparison.variantId} /> };
  const name: Column<Row> = {
    title: "Metric",
    cell: ({ metric }) => (
      <>
        {metricTitle(metric.name)}
        <span class="under">{shortClaim(metric)}</span>
      </>
    ),
  };
  const figures: Column<Row>[] = [
    { title: "n", isFigure: true, cell: ({ metric, comparison }) => count(metric.variants.get(comparison.variantId)?.n ?? null) },
    { title: "Control", isFigure: true, cell: ({ metric }) => metricValue(metric.variants.get(control?.id ?? "")?.value ?? null, unitOfMetric(metric)) },
    { title: "Test", isFigure: true, cell: ({ metric, comparison }) => metricValue(metric.variants.get(comparison.variantId)?.value ?? null, unitOfMetric(metric)) },
    { title: "Lift", isFigure: true, cell: ({ comparison }) => relative(comparison.relativeLift) },
    { title: "Difference, always valid", cell: (row) => <Bar {...row} /> },
    { title: "p", isFigure: true, cell: ({ comparison }) => pValue(comparison.sequential?.pValue ?? null) },
    { title: "P(better)", isFigure: true, cell: ({ comparison }) => probability(comparison.probabilityBetter) },
    { title: "Loss", isFigure: true, cell: ({ metric, comparison }) => metricValue(comparison.expectedLoss, unitOfMetric(metric)) },
  ];
  const state: Column<Row> = { title: "State", cell: ({ comparison }) => <GuardrailState status={comparison.status} /> };
  return (
    <DataTable
      label={label}
      rows={rows}
      rowKey={(row) => `${row.metric.name} ${row.comparison.variantId}`}
      columns={[...(isByVariant ? [variant] : several ? [name, variant] : [name]), ...(hasStates ? [state] : []), ...figures]}
    />
  );
}

function Bar({ metric, comparison, reach }: Row) {
  const unit = unitOfMetric(metric);
  const bounds = comparison.sequential?.interval ?? null;
  return (
    <span class="bar-cell">
      {bounds !== null && <IntervalBar estimate={comparison.difference} lower={bounds[0]} upper={bounds[1]} unit={unit} reach={reach} width={120} />}
      <span class="under">
        {bounds === null ? `${difference(comparison.difference, unit)}; ${(silence(comparison) ?? "").toLowerCase()}` : interval(bounds[0], bounds[1], unit)}
      </span>
    </span>
  );
}
