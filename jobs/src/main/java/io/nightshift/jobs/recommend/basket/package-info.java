/** What is bought in one order: items and categories, counted exactly. */
package io.nightshift.jobs.recommend.basket;
