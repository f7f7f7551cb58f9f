/** Mail: a small port, SMTP behind it, and a log for when no server is set. Alone imports the mail library. */
@NullMarked
package io.splitstream.api.mail;

import org.jspecify.annotations.NullMarked;
