import type { Experiment } from "./api/shapes";

/** A query that gives numbers of the page, as an analyst would ask for them. */
export interface Query {
  readonly title: string;
  readonly text: string;
}

/** A text as a literal of ClickHouse's SQL. */
export function literal(text: string): string {
  return `'${text.replace(/\\/g, "\\\\").replace(/'/g, "\\'")}'`;
}

/** The queries behind an experiment's page. All read views whose columns stay; see docs/analysts.md. */
export class ExperimentSql {
  private readonly experiment: string;
  private readonly own: string;

  constructor(workspaceId: string, experiment: Pick<Experiment, "id">) {
    this.experiment = `experiment_id = ${literal(experiment.id)}`;
    this.own = `workspace_id = ${literal(workspaceId)} AND ${this.experiment}`;
  }

  health(): readonly Query[] {
    return [
      {
        title: "Sample ratio",
        text: `SELECT variant_id, exposed, share, expected_share, p_value, is_mismatch, crossovers
FROM splitstream.v_srm
WHERE ${this.own}
ORDER BY variant_id`,
      },
      {
        title: "Users by variant, and crossovers",
        text: `SELECT variant_id, countIf(NOT is_crossover) AS users, countIf(is_crossover) AS crossovers
FROM splitstream.v_first_exposure
WHERE ${this.own}
GROUP BY variant_id
ORDER BY variant_id`,
      },
      {
        title: "Exposures over time",
        text: `SELECT toStartOfHour(first_seen_at) AS hour, variant_id, count() AS new_users
FROM splitstream.v_first_exposure
WHERE ${this.own} AND NOT is_crossover
GROUP BY hour, variant_id
ORDER BY hour, variant_id`,
      },
      {
        title: "Late and rejected events",
        text: `SELECT 'late' AS fate, '' AS code, count() AS events
FROM splitstream.v_events
WHERE ${this.own} AND late
UNION ALL
SELECT 'rejected', code, count()
FROM splitstream.v_rejected_events
WHERE ${this.own}
GROUP BY code`,
      },
    ];
  }

  scorecard(): readonly Query[] {
    return [
      {
        title: "Scorecard",
        text: `SELECT *
FROM splitstream.v_scorecard_latest
WHERE ${this.own}
ORDER BY role = 'primary' DESC, role, metric, variant_id`,
      },
      {
        title: "Values by variant",
        text: `SELECT *
FROM splitstream.v_variant_metrics
WHERE ${this.experiment}
ORDER BY variant_id`,
      },
    ];
  }

  segments(attribute: string): readonly Query[] {
    return [
      {
        title: `Users and conversions by ${attribute}`,
        text: `SELECT
    a.attributes[${literal(attribute)}] AS segment,
    e.variant_id AS variant,
    uniqExact(e.user_id) AS users,
    countIf(e.event_type = 'impression') AS impressions,
    countIf(e.event_type = 'conversion') AS conversions
FROM splitstream.v_events AS e
INNER JOIN
(
    SELECT user_id FROM splitstream.v_first_exposure WHERE ${this.own} AND NOT is_crossover
) AS first USING (user_id)
LEFT JOIN
(
    SELECT user_id, attributes FROM splitstream.v_assignments WHERE ${this.own}
) AS a USING (user_id)
WHERE ${this.own} AND NOT late
GROUP BY segment, variant
ORDER BY segment, variant`,
      },
    ];
  }

  lift(): readonly Query[] {
    return [
      {
        title: "Lift over time, with its confidence sequence",
        text: `SELECT minute, variant_id, users, absolute_lift, relative_lift, sequential_lower, sequential_upper, sequential_p_value_adjusted
FROM splitstream.v_scorecard_history
WHERE ${this.own} AND role = 'primary'
ORDER BY variant_id, minute`,
      },
      {
        title: "Day by day",
        text: `SELECT day, variant_id, users, impressions, clicks, conversions, revenue
FROM splitstream.v_metric_daily
WHERE ${this.own}
ORDER BY day, variant_id`,
      },
    ];
  }

  funnel(): readonly Query[] {
    return [
      {
        title: "Steps by variant",
        text: `SELECT *
FROM splitstream.v_funnel
WHERE ${this.experiment}
ORDER BY variant_id`,
      },
    ];
  }

  windows(size: string): readonly Query[] {
    return [
      {
        title: `Windows of ${size}`,
        text: `SELECT window_start, variant_id, event_type, events, value, complete
FROM splitstream.v_windows_${size}
WHERE ${this.own}
ORDER BY window_start DESC, variant_id, event_type
LIMIT 200`,
      },
    ];
  }

  guardrails(): readonly Query[] {
    return [
      {
        title: "Guardrails over time",
        text: `SELECT minute, metric, variant_id, status, control_value, value, threshold, p_value
FROM splitstream.v_guardrail_history
WHERE ${this.own}
ORDER BY metric, variant_id, minute`,
      },
      {
        title: "Bounds that were crossed",
        text: `SELECT raised_at, kind, metric, variant_id, value, control_value, threshold, p_value
FROM splitstream.v_alerts
WHERE ${this.own}
ORDER BY raised_at`,
      },
    ];
  }

  recommendation(): readonly Query[] {
    return [
      {
        title: "What is recommended, and why",
        text: `SELECT verdict, confidence, reasons, users, crossovers, sample_ratio_p_value, complete_until, decided_at
FROM splitstream.v_decisions
WHERE ${this.own}`,
      },
      {
        title: "What was recommended when",
        text: `SELECT minute, verdict, confidence, reasons, users
FROM splitstream.v_decision_history
WHERE ${this.own}
ORDER BY minute DESC
LIMIT 200`,
      },
    ];
  }

  events(): readonly Query[] {
    return [
      {
        title: "Newest events",
        text: `SELECT logged_at, event_type, variant_id, user_id, event_value, event_id, late
FROM splitstream.v_events
WHERE ${this.own}
ORDER BY logged_at DESC
LIMIT 50`,
      },
      {
        title: "Newest refusals",
        text: `SELECT rejected_at, code, message, excerpt
FROM splitstream.v_rejected_events
WHERE ${this.own}
ORDER BY rejected_at DESC
LIMIT 50`,
      },
    ];
  }
}
