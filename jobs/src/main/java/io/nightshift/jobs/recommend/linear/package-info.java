/** The linear item-item model (EASE): each item's weight is a regression on all other items, solved at once. Its strongest weights become links. */
package io.nightshift.jobs.recommend.linear;
