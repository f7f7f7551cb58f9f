/**
 * Variants from plain English, and ideas from what a page shows: by rules that need nobody, on the page as it is. What
 * cannot be known is asked. Whatever is found, each change selects exactly one element of the page, and none runs
 * anything.
 */
@NullMarked
package io.splitstream.api.generation;

import org.jspecify.annotations.NullMarked;
