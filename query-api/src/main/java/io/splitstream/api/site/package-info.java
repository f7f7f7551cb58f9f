/**
 * Sites that are tested: registered, looked at, published to the collector. Their experiments are in a package below.
 */
@NullMarked
package io.splitstream.api.site;

import org.jspecify.annotations.NullMarked;
