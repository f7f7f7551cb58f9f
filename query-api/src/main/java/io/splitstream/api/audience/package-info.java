/**
 * Audiences: whom an experiment is for, by rules over the attributes that are given when a user is assigned; the use
 * cases on them, and the port to where they are kept.
 *
 * <p>Called by the surfaces; read by assignment.
 */
@NullMarked
package io.splitstream.api.audience;

import org.jspecify.annotations.NullMarked;
