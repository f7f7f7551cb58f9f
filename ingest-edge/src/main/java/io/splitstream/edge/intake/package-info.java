/**
 * From the bytes of a request to events that may be appended, or the reasons why not.
 *
 * <p>{@link io.splitstream.edge.intake.EventReader} parses, {@link io.splitstream.edge.intake.EventIntake} judges
 * by the experiments' definitions. Called by {@code http} on its event loops; {@code kafka} feeds the
 * {@link io.splitstream.edge.intake.DefinitionRegistry}. Knows neither of them.
 */
@NullMarked
package io.splitstream.edge.intake;

import org.jspecify.annotations.NullMarked;
