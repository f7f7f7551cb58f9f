/**
 * What all surfaces share at the HTTP port: the server, who is let in, bounds on bodies, forwarding to the collector,
 * health, and the page's files.
 *
 * <p>Each surface has a package below this one. Nothing else in this module knows HTTP.
 */
@NullMarked
package io.splitstream.api.surface;

import org.jspecify.annotations.NullMarked;
