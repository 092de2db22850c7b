/**
 * Exact top-N retrieval over packed vectors, under one total order: score descending, then id ascending.
 * Nothing here knows Spark.
 */
package io.nightshift.ranking;
