/** The rows nearest to each row by the product of sparse vectors, exactly. Users by their items, items by their words. */
package io.nightshift.jobs.recommend.nearest;
