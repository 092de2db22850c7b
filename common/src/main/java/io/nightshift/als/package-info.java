/**
 * Implicit ALS and exact top-N on Spark, usable without the rest of the project.
 * Interactions are packed into blocks once and never move again; factors move.
 */
package io.nightshift.als;
