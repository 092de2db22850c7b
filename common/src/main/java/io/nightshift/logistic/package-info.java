/** Logistic regression on rows that somebody else reads, in sums that are merged in a fixed order. Plain arrays, no Spark. */
package io.nightshift.logistic;
