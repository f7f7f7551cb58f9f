/**
 * Experiments on pages of sites: experiments as everywhere, with what a site needs beside it: changes of the page, goals,
 * and which pages are meant.
 */
@NullMarked
package io.splitstream.api.site.experiment;

import org.jspecify.annotations.NullMarked;
