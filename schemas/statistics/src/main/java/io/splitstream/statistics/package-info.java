/**
 * The statistics engine: sufficient statistics that add up exactly, and inference on them. Pure functions of
 * immutable values: no I/O, no clock, no randomness, safe from any thread. The stream jobs and the query API call
 * it; it knows neither.
 *
 * <h2>From rows to statistics</h2>
 *
 * <pre>{@code
 * Moments moments = Moments.ofScaled(x, y, xx, yy, xy, scaleX, scaleY); // BigIntegers as the streams keep them
 * ArmStatistics.share(users, successes)
 * ArmStatistics.mean(users, moments)        // + non-zero count, if kept; y of the moments = covariate, if any
 * ArmStatistics.ratio(users, moments)       // + non-zero counts, if kept
 * ArmStatistics.none(kind)                  // an arm without users
 * a.plus(b)                                 // exact: buckets, epochs, shards in any order
 * arm.estimate(), arm.unitVariance()        // empty where not defined
 * }</pre>
 *
 * <h2>Comparing arms</h2>
 *
 * <pre>{@code
 * SequentialDesign design = new SequentialDesign(alpha, tuningUsers, minimumSample); // frozen at start
 * ComparisonPlan plan = ComparisonPlan.standard(Direction.UP).withDesign(design).withConfidenceLevel(0.95);
 * // per test arm the pairs (control, test) of all weight epochs
 * List<Comparison> comparisons = MetricInference.compare(List.of(epochsOfB, epochsOfC), plan);
 * comparison.control().users(), .mean(), .standardDeviation()           // null where there is none
 * comparison.absoluteLift(), .relativeLift(), .effectSize()             // never flipped where down is better
 * comparison.fixedHorizon()  // Answer<FixedHorizon>: pValue, adjustedPValue (Holm), interval at the asked level
 * comparison.sequential()    // Answer<Sequential>: lift, pValue, adjustedPValue, interval at 1 - alpha, users
 * comparison.bayesian()      // Answer<Bayesian>: probabilityBetter, expectedLoss, credibleInterval
 * }</pre>
 *
 * <p>An {@link io.splitstream.statistics.Answer} holds the figure or a {@link io.splitstream.statistics.Reason}; no
 * figure is ever NaN or infinite (only the degrees of freedom of a z test are). "Significantly better" is {@code
 * adjustedPValue < alpha} of the sequence and {@code direction.improvement(lift) > 0} of the same.
 *
 * <p>Quantiles have sketches in place of moments:
 *
 * <pre>{@code
 * int bin = QuantileSketch.binOf(scaledTotal)    // integers, scale 4; the streams count by bin, and take back
 * QuantileSketch sketch = QuantileSketch.of(countsByBin) // a.plus(b) is exact
 * sketch.quantile(0.9), sketch.interval(0.9, 0.95)
 * QuantileInference.compare(List.of(epochsOfB, epochsOfC), 0.9, plan) // SketchPairs; comparisons as above
 * }</pre>
 *
 * <h2>Health, guardrails, planning</h2>
 *
 * <pre>{@code
 * GuardrailContrast.of(epochs, 0.05, Direction.UP, design) // Answer: verdict HARMED, SAFE, INCONCLUSIVE; bounds
 * SampleRatio.sequential(List.of(new SampleRatio.Split(usersByFirstVariant, weights), ...)) // p over weight epochs
 * SampleRatio.chiSquarePValue(split)         // for display
 * BurnIn.isOver(arm, minimumSample)          // whether the sequence may speak
 * Power.usersPerArm(vC, vT, mde, alpha / testArms, 0.8)
 * Power.requiredUsersSequentially(vC, mde, controlShare, design.sequence(), testArms, 0.8)
 * }</pre>
 *
 * <p>Beneath lie the methods themselves, each with its formula and source: {@link
 * io.splitstream.statistics.Contrast}, {@link io.splitstream.statistics.ProportionTest}, {@link
 * io.splitstream.statistics.ConfidenceSequence}, {@link io.splitstream.statistics.OneSidedConfidenceSequence}, {@link
 * io.splitstream.statistics.NormalPosterior}, {@link io.splitstream.statistics.BetaComparison}, {@link
 * io.splitstream.statistics.Cuped}, {@link io.splitstream.statistics.MultipleTesting}, {@link
 * io.splitstream.statistics.NonInferiority}, {@link io.splitstream.statistics.QuantileEstimate}, {@link
 * io.splitstream.statistics.NormalMixtureBoundary}, {@link io.splitstream.statistics.MixtureSprt}.
 */
@NullMarked
package io.splitstream.statistics;

import org.jspecify.annotations.NullMarked;
