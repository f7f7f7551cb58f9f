package io.splitstream.contracts.definition;

/** {@link ExperimentDefinition}s to and from JSON. Safe for use by several threads. */
public final class DefinitionCodec extends StateCodec<ExperimentDefinition> {
    /** A codec. */
    public DefinitionCodec() {
        super(ExperimentDefinition.class);
    }
}
