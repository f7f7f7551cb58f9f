/**
 * What every other package stands on: settings, outcomes and refusals, bounded worker pools, readiness, telemetry.
 *
 * <p>Depends on no other package of this module.
 */
@NullMarked
package io.splitstream.api.platform;

import org.jspecify.annotations.NullMarked;
