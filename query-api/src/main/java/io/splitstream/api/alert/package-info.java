/**
 * Alerts as the control plane sees them: kept once, sent to whoever asked, and acted on. Those of the stream come from
 * a topic; changes of the recommendation are noticed here.
 */
@NullMarked
package io.splitstream.api.alert;

import org.jspecify.annotations.NullMarked;
