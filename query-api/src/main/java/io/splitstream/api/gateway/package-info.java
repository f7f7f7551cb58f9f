/**
 * What studies reach outside: a chat endpoint for analyses, whoever pays testers, and their mailboxes. Implements ports
 * of the study packages; knows JSON and HTTP, which those do not.
 */
@NullMarked
package io.splitstream.api.gateway;

import org.jspecify.annotations.NullMarked;
