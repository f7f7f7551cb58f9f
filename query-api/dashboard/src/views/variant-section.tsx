import type { Experiment, Metrics, Realtime } from "../api/shapes";
import { count, metricValue } from "../format";
import { VariantName } from "../parts/variant-name";

interface Props {
  readonly experiment: Experiment;
  readonly metrics: Metrics | null;
  readonly realtime: Realtime | null;
}

/** What was counted, by variant. */
export function VariantSection({ experiment, metrics, realtime }: Props) {
  return (
    <section class="card" aria-labelledby="variants-title">
      <h2 id="variants-title">Variants</h2>
      {metrics === null ? (
        <p class="quiet-text">Loading…</p>
      ) : (
        <div class="scroll" role="group" aria-label="Table of variants" tabIndex={0}>
          <table id="variant-table">
            <thead>
              <tr>
                <th scope="col">Variant</th>
                <th scope="col" class="figure">Assigned</th>
                <th scope="col" class="figure">Users seen</th>
                <th scope="col" class="figure">Impressions</th>
                <th scope="col" class="figure">Clicks</th>
                <th scope="col" class="figure">Click rate</th>
                <th scope="col" class="figure">Conversions</th>
                <th scope="col" class="figure">Conversion rate</th>
                <th scope="col" class="figure">Rating</th>
                <th scope="col" class="figure">Revenue</th>
              </tr>
            </thead>
            <tbody>
              {metrics.variants.map((variant) => (
                <tr key={variant.id}>
                  <th scope="row"><VariantName experiment={experiment} id={variant.id} /></th>
                  <td class="figure">{count(realtime?.assigned.get(variant.id) ?? null)}</td>
                  <td class="figure">{count(variant.users)}</td>
                  <td class="figure">{count(variant.impressions)}</td>
                  <td class="figure">{count(variant.clicks)}</td>
                  <td class="figure">{metricValue(variant.clickRate, "share")}</td>
                  <td class="figure">{count(variant.conversions)}</td>
                  <td class="figure">{metricValue(variant.conversionRate, "share")}</td>
                  <td class="figure">{metricValue(variant.averageRating, "number")}</td>
                  <td class="figure">{metricValue(variant.revenue, "number")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
