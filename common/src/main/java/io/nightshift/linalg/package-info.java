/**
 * Solvers for the small dense symmetric systems of ALS, on float arrays padded to the kernels' stride.
 * Nothing here knows Spark.
 */
package io.nightshift.linalg;
