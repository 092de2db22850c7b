package io.nightshift.jobs.recommend.rules;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;

/**
 * What every task needs to make lists.
 *
 * @param items tonight's items with what the rules say of them
 * @param placements the lists to make
 * @param rules the names of those that hold tonight, in the order of the items
 * @param reasons reason code to its sentence
 */
record RulesTonight(
        Broadcast<RuleItems> items, List<Placement> placements, List<String> rules, Map<String, String> reasons)
        implements Serializable {

    /** Rule to whether the placement follows it. */
    boolean[] followed(Placement placement) {
        boolean[] followed = new boolean[rules.size()];
        for (int rule = 0; rule < followed.length; rule++) {
            followed[rule] = placement.follows(rules.get(rule));
        }
        return followed;
    }
}
