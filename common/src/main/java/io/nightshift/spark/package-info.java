/** How Nightshift sets Spark up: session defaults, job names and progress. */
package io.nightshift.spark;
