/** Lists of items for users, for items and for everybody. Interactions feed ALS; its candidates are joined by repeats and a fallback ladder. */
package io.nightshift.jobs.recommend;
