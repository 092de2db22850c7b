/** The inputs become typed events, items and users of the run. Rows that cannot be used go to quarantine, each with its reason. */
package io.nightshift.jobs.ingest;
