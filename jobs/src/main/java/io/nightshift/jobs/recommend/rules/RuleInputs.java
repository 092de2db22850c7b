package io.nightshift.jobs.recommend.rules;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What lists are made of.
 *
 * @param candidates rows of {@link io.nightshift.jobs.recommend.RankedCandidatesTable}
 * @param items {@link RuleRows#items}
 * @param users {@link RuleRows#users}, those of the audience only
 * @param hidden user_id, item_id: what the seen policy hides
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
