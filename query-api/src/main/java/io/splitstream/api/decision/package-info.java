/**
 * From counts to a decision: comparisons of arms, guardrails, health, and the recommendation with its reasons. The
 * rules are pure code over a record of {@link io.splitstream.api.decision.Evidence}.
 *
 * <p>Called by the surfaces; the rules also by the measurement of how often they err.
 */
@NullMarked
package io.splitstream.api.decision;

import org.jspecify.annotations.NullMarked;
