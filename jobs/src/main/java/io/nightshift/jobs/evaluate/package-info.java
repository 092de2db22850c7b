/** How good the night's models are, measured by a global time cut beside their baselines. Every figure carries its number of users and an interval. */
package io.nightshift.jobs.evaluate;
