/** A night of marketing jobs. {@link io.nightshift.jobs.JobCatalog} lists every job, {@link io.nightshift.jobs.Main} is the command line. */
package io.nightshift.jobs;
