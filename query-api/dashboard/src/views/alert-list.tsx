import type { Alert, VariantPlan } from "../api/shapes";
import { moment } from "../format";

const SAID: Record<string, string> = {
  sample_ratio_mismatch: "Sample ratio",
  guardrail_crossed: "Guardrail crossed",
  guardrail_harmed: "Guardrail harmed",
  verdict_changed: "Recommendation",
};

const SHOWN = 5;

/** The newest alerts of an experiment; nothing where there is none. */
export function AlertList({ alerts, variants }: { alerts: readonly Alert[] | null; variants: readonly VariantPlan[] }) {
  if (alerts === null || alerts.length === 0) {
    return null;
  }
  return (
    <div class="alerts">
      <h3 id="alerts-title">Alerts</h3>
      <ol aria-labelledby="alerts-title">
        {alerts.slice(0, SHOWN).map((alert) => (
          <li key={alert.id}>
            <span class="alert-when">{moment(alert.raisedAt)}</span>
            <span>
              <strong>{SAID[alert.kind] ?? alert.kind}.</strong> {withNames(alert.message, variants)}
              {alert.pausedAt !== null && " The experiment was paused because of it."}
            </span>
          </li>
        ))}
      </ol>
      {alerts.length > SHOWN && <p class="quiet-text">{`${alerts.length - SHOWN} earlier ones are in the API.`}</p>}
    </div>
  );
}

/** A message with variants called by their names; alerts of the stream know only their ids. */
function withNames(message: string, variants: readonly VariantPlan[]): string {
  return variants.reduce((text, variant) => text.replaceAll(variant.id, variant.name), message);
}
