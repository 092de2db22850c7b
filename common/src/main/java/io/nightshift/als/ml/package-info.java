/**
 * The ALS as an estimator and a model of spark.ml, with the names of MLlib's ALS.
 * Setters and getters are named as spark.ml names them, with set and get.
 */
package io.nightshift.als.ml;
