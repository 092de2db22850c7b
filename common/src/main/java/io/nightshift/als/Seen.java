package io.nightshift.als;

/** What becomes of the items that a user already has an interaction with. */
public enum Seen {
    /** They may be listed. */
    KEPT,
    /** They are never listed. */
    EXCLUDED
}
