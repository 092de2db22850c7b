/** When a user's own items are due again, from the user's and the item's intervals between purchases. Durable goods are left out by their repeat rate. */
package io.nightshift.jobs.recommend.again;
