package io.splitstream.api.study;

/** One of the two versions of what a study tests. */
public enum StudyVariant {
    A,
    B
}
