/** From HOCON text to settings records. Every problem of a file is found in one reading and reported together. */
package io.nightshift.config;
