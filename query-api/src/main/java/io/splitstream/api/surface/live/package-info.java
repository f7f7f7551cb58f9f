/**
 * Live streams (server-sent events): what a dashboard shows of an experiment, once a second, read once for however
 * many watch.
 */
@NullMarked
package io.splitstream.api.surface.live;

import org.jspecify.annotations.NullMarked;
