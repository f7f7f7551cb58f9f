/** Pages of users' sites: fetched by a {@link io.splitstream.api.page.PageSource}, read as browsers read them. */
@NullMarked
package io.splitstream.api.page;

import org.jspecify.annotations.NullMarked;
