package io.splitstream.standalone.kafka;

import java.nio.file.Path;

/**
 * What the broker reads and writes.
 *
 * @param classPath of the broker
 * @param logs its log directory, to be kept between starts
 * @param properties its configuration, written at every start
 * @param logback configuration of what it prints
 */
public record KafkaFiles(String classPath, Path logs, Path properties, Path logback) {}
