/** Reads the mapped inputs with Spark's own sources. Checks each row and says why one cannot be used. */
package io.nightshift.input;
