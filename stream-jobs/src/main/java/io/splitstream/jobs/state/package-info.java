/** What versioned serializers of state and streams are made of; each job keeps its own in its package. */
@NullMarked
package io.splitstream.jobs.state;

import org.jspecify.annotations.NullMarked;
