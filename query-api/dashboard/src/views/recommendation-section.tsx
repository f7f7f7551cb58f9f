import type { Recommendation } from "../api/shapes";
import { VerdictBadge } from "../parts/badges";
import { Section } from "../parts/section";
import type { ExperimentSql } from "../sql";
import { wordingOf } from "../verdict";

/** What to do, why, and what would change it. */
export function RecommendationSection({ recommendation, sql }: { recommendation: Recommendation | null; sql: ExperimentSql }) {
  return (
    <Section id="recommendation" title="Recommendation" isFocusable queries={sql.recommendation()}>
      {recommendation === null ? <p class="quiet-text">Loading…</p> : <Decided recommendation={recommendation} />}
    </Section>
  );
}

function Decided({ recommendation }: { recommendation: Recommendation }) {
  return (
    <>
      <p class="verdict-line">
        <VerdictBadge verdict={recommendation.verdict} />
        <span>{recommendation.confidence} confidence</span>
      </p>
      <p class="lead">{wordingOf(recommendation.verdict).meaning}</p>
      <div class="reasons">
        <Sentences title="Why" sentences={recommendation.reasons.map((reason) => reason.message)} />
        <Sentences title="What would change it" sentences={recommendation.wouldChange} />
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
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) {
    return null;
  }
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {sentences.map((sentence, index) => (
          <li key={index}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
