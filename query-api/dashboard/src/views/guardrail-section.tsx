import type { Experiment, Guardrail, GuardrailStatus } from "../api/shapes";
import { metricTitle, metricValue, unitOf } from "../format";
import { OkIcon, WaitIcon, WarnIcon } from "../parts/icons";

const SAID: Record<GuardrailStatus, string> = {
  safe: "Safe: harm beyond the margin is ruled out",
  within: "Within its limit",
  inconclusive: "Open: neither harm nor safety is shown yet",
  harmed: "Harmed: worse than the margin allows",
  crossed: "Crossed its limit",
};

/** What must not get worse while the target metric gets better. */
export function GuardrailSection({ experiment, guardrails }: { experiment: Experiment; guardrails: readonly Guardrail[] | null }) {
  return (
    <section class="card" aria-labelledby="guardrails-title">
      <h2 id="guardrails-title">Guardrails</h2>
      {guardrails === null ? (
        <p class="quiet-text">Loading…</p>
      ) : guardrails.length === 0 ? (
        <p class="quiet-text">This experiment has no guardrails. They are named when it is created, such as average rating or bounce rate.</p>
      ) : (
        <div class="scroll" role="group" aria-label="Table of guardrails" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Metric</th>
                <th scope="col">State</th>
                <th scope="col" class="figure">Limit</th>
                <th scope="col" class="figure">Control</th>
                <th scope="col" class="figure">Test</th>
              </tr>
            </thead>
            <tbody>
              {guardrails.map((guardrail) => (
                <GuardrailRow key={guardrail.metric} guardrail={guardrail} arm={worstArm(experiment, guardrail)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** With several test arms the worst one is shown, so it wants its name. */
function worstArm(experiment: Experiment, guardrail: Guardrail): string | null {
  return experiment.variants.length <= 2 ? null : (experiment.variants.find((variant) => variant.id === guardrail.variantId)?.name ?? null);
}

function GuardrailRow({ guardrail, arm }: { guardrail: Guardrail; arm: string | null }) {
  const unit = unitOf(guardrail.metric);
  const status = guardrail.status ?? (guardrail.isViolated ? "crossed" : "within");
  const tone = guardrail.isViolated ? "bad" : status === "inconclusive" ? "open" : "good";
  return (
    <tr>
      <th scope="row">
        {metricTitle(guardrail.metric)}
        {arm !== null && <span class="quiet-text"> ({arm})</span>}
      </th>
      <td>
        <span class={`state state-${tone}`}>
          {tone === "bad" ? <WarnIcon /> : tone === "open" ? <WaitIcon /> : <OkIcon />}
          {SAID[status]}
        </span>
      </td>
      <td class="figure">{metricValue(guardrail.threshold, unit)}</td>
      <td class="figure">{metricValue(guardrail.controlValue, unit)}</td>
      <td class="figure">{metricValue(guardrail.testValue, unit)}</td>
    </tr>
  );
}
