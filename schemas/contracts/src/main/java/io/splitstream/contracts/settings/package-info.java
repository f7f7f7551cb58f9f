/**
 * Settings read from the environment: each declared once with type, default, bounds and prose.
 *
 * <p>A service lists its {@link io.splitstream.contracts.settings.Setting}s and loads them once at start;
 * everything that is wrong is reported together.
 */
@NullMarked
package io.splitstream.contracts.settings;

import org.jspecify.annotations.NullMarked;
