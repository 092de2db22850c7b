/** Items alike in what they are: category, brand, price band and words. Needs no event, so it also knows items that nobody took yet. */
package io.nightshift.jobs.recommend.content;
