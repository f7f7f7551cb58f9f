/** Ideas for tests: found on a site's pages by a durable queue, reviewed by people, made into experiments. */
@NullMarked
package io.splitstream.api.idea;

import org.jspecify.annotations.NullMarked;
