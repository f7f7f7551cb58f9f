/**
 * Usability studies: what a study asks, who takes part in which round and variant, and the sessions in which testers
 * do its tasks, with the ports to where they are kept and announced. What belongs to a session alone (its checklist,
 * notes, analysis, payout) has packages below.
 *
 * <p>Called by the surfaces and by the packages below.
 */
@NullMarked
package io.splitstream.api.study;

import org.jspecify.annotations.NullMarked;
