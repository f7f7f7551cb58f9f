/**
 * What the edge knows of sites, and the scripts that it makes for their pages.
 *
 * <p>Called by {@code http} on its event loops; fed by {@code kafka}. Knows neither.
 */
@NullMarked
package io.splitstream.edge.site;

import org.jspecify.annotations.NullMarked;
