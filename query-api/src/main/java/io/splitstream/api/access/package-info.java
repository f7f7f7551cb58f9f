/**
 * Who may work on a workspace: its members, the tokens that are issued to them, and keys for programs.
 *
 * <p>Called by the surfaces. Whether a token holds is {@code identity}'s to say.
 */
@NullMarked
package io.splitstream.api.access;

import org.jspecify.annotations.NullMarked;
