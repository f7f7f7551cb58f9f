import type { Recommendation } from "../api/shapes";
import { VerdictBadge } from "../parts/badges";
import { wordingOf } from "../verdict";

/** What to do, why, and what would change it. */
export function RecommendationSection({ recommendation }: { recommendation: Recommendation | null }) {
  return (
    <section class="card recommendation" id="recommendation" aria-labelledby="recommendation-title" tabIndex={-1}>
      <h2 id="recommendation-title">Recommendation</h2>
      {recommendation === null ? (
        <p class="quiet-text">Loading…</p>
      ) : (
        <>
          <p class="verdict-line">
            <VerdictBadge verdict={recommendation.verdict} />
            <span>{recommendation.confidence} confidence</span>
          </p>
          <p class="lead">{wordingOf(recommendation.verdict).meaning}</p>
          <div class="reasons">
            <div>
              <h3>Why</h3>
              <ul>
                {recommendation.reasons.map((reason, index) => (
                  <li key={index}>{reason.message}</li>
                ))}
              </ul>
            </div>
            {recommendation.wouldChange.length > 0 && (
              <div>
                <h3>What would change it</h3>
                <ul>
                  {recommendation.wouldChange.map((change, index) => (
                    <li key={index}>{change}</li>
                  ))}
                </ul>
              </div>
            )}
          </div>
          {recommendation.arms.length > 1 && (
            <>
              <h3>By variant</h3>
              <ul class="arms">
                {recommendation.arms.map((arm) => (
                  <li key={arm.variantId}>
                    <span>{arm.variantName}</span> <VerdictBadge verdict={arm.verdict} /> <span class="quiet-text">{arm.confidence} confidence</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </section>
  );
}
