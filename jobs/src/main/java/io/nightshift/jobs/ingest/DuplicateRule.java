package io.nightshift.jobs.ingest;

/** Which rows of a user count as the same event. */
public enum DuplicateRule {
    /** Rows with the same event-id; rows without one when all their columns are equal. */
    EVENT_ID_OR_COLUMNS,
    /** Rows with the same event-id; rows without one are all different. */
    EVENT_ID,
    /** No two rows: equal rows are separate events. */
    NONE
}
