/**
 * The parts that are services of ours: a Java process each, that says over HTTP whether it is ready.
 */
@NullMarked
package io.splitstream.standalone.service;

import org.jspecify.annotations.NullMarked;
