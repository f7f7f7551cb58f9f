package io.splitstream.contracts.definition;

/**
 * A variant as the edge and the stream jobs know it.
 *
 * @param id unique within the experiment
 * @param control whether the other arms are compared with this one
 */
public record Variant(String id, String name, boolean control) {}
