/** What the business sets: placements, and the rules that turn ranked candidates into the lists that are shown. Everything here runs again in {@code refilter} without training. */
package io.nightshift.jobs.recommend.rules;
