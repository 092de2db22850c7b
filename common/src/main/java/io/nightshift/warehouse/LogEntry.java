package io.nightshift.warehouse;

/** One file of releases: something that was decided, and its place in the order of decisions. */
sealed interface LogEntry permits Release, PruneRecord {
    /** The place in the order, from 1. */
    int number();
}
