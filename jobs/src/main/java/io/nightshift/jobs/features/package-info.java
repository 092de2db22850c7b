/** What is known of a user and of an item as of a date. Windows are sums of days, so the same code serves tonight and any earlier date. */
package io.nightshift.jobs.features;
