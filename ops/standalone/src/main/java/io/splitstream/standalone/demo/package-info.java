/**
 * The demo: four experiments under simulated traffic, so that there is something to look at.
 *
 * <p>A process of its own that speaks HTTP like any client: it creates the experiments once, assigns simulated users
 * through the API and sends what they do to the edge. What a user does follows from the scenario's seed and the user's
 * number alone, event ids included, so whatever is sent twice counts once.
 */
@NullMarked
package io.splitstream.standalone.demo;

import org.jspecify.annotations.NullMarked;
