package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** What each rule did to the lists of each placement. */
final class RuleEffectsTable {
    static final String PLACEMENT = "placement";
    static final String RULE = "rule";
    static final String REMOVED = "removed";
    static final String MOVED = "moved";
    static final String PINNED = "pinned";

    static final Contract CONTRACT = Contract.internal(
                    "rule_effects", "One rule that holds on the run date, and one placement that follows it")
            .key(PLACEMENT, StringType, "The placement")
            .key(RULE, StringType, "The rule")
            .required(REMOVED, LongType, "Candidates that the rule kept out of a list")
            .required(MOVED, LongType, "Listed rows whose value or place the rule changed")
            .required(PINNED, LongType, "Places that the rule filled")
            .version(1, 0);

    private RuleEffectsTable() {}
}
