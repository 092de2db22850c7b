/** Audits, gates and the release. The only job that readers can notice. */
package io.nightshift.jobs.publish;
