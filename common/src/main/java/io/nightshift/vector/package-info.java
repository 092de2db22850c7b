/**
 * Arithmetic on float arrays, in plain Java and with the Java Vector API behind one interface.
 * {@link io.nightshift.vector.Kernels} chooses once per process; nothing here knows Spark.
 */
package io.nightshift.vector;
