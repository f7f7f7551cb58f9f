/** What people may want to be told of: ideas that were found or moved, experiments that were launched or completed. */
@NullMarked
package io.splitstream.api.news;

import org.jspecify.annotations.NullMarked;
