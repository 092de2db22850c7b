package io.nightshift.jobs.recommend.rules;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What lists are made of. For lists of items an item takes the place of the user, with its id as user_id.
 *
 * @param candidates rows of {@link io.nightshift.jobs.recommend.RankedCandidatesTable}
 * @param items {@link RuleRows#items}
 * @param users {@link RuleRows#users}, those of the audience only; user_id alone for lists of items
 * @param hidden user_id, item_id: what the seen policy hides; for lists of items the item itself
 * @param placements the lists to make
 * @param rules those that hold on the date
 */
record RuleInputs(
        Dataset<Row> candidates,
        Dataset<Row> items,
        Dataset<Row> users,
        Dataset<Row> hidden,
        List<Placement> placements,
        List<Rule> rules) {}
