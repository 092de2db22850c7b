/** Items linked to items by weights, whatever source found them, and how a history is scored by them. A link says "who has this one may want that one". */
package io.nightshift.jobs.recommend.links;
