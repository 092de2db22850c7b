package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.RecommendationsTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rules as conditions on rows that carry what their expressions give, item_rule_i and user_rule_i. */
final class AuditedRules {
    private static final String ITEM = "item_";
    private static final String USER = "user_";
    private static final String MARKED = "marked";

    private final List<Rule> rules;

    AuditedRules(List<Rule> rules) {
        this.rules = rules;
    }

    /** item_id, available and the marks of items. */
    Dataset<Row> markItems(Dataset<Row> items) {
        List<Column> columns = new ArrayList<>(List.of(
                col(ItemsTable.ITEM_ID), col(ItemsTable.AVAILABLE), lit(true).as(ITEM + MARKED)));
        List<Column> given = new RuleColumns(rules).ofItems(items);
        for (int rule = 0; rule < rules.size(); rule++) {
            columns.add(given.get(rule).as(item(rule)));
        }
        return items.select(columns.toArray(Column[]::new));
    }

    /** user_id and the marks of users. */
    Dataset<Row> markUsers(Dataset<Row> users) {
        List<Column> columns = new ArrayList<>(
                List.of(col(RecommendationsTable.USER_ID), lit(true).as(USER + MARKED)));
        List<Column> given = new RuleColumns(rules).ofUsers(users);
        for (int rule = 0; rule < rules.size(); rule++) {
            columns.add(given.get(rule).as(user(rule)));
        }
        return users.select(columns.toArray(Column[]::new));
    }

    /** What distinguishes items under the rules that look at one row: few values, unless a match has many. */
    Column[] itemMarks() {
        return marks(ITEM);
    }

    /** The same of users. */
    Column[] userMarks() {
        return marks(USER);
    }

    private Column[] marks(String of) {
        List<Column> marks = new ArrayList<>(List.of(col(of + MARKED)));
        for (int rule = 0; rule < rules.size(); rule++) {
            if (looksAtOneRow(rules.get(rule))) {
                marks.add(col(of + RuleColumns.name(rule)));
            }
        }
        return marks.toArray(Column[]::new);
    }

    private static boolean looksAtOneRow(Rule rule) {
        return rule.action() instanceof RuleAction.Exclude || rule.action() instanceof RuleAction.Match;
    }

    /** Whether a rule of the placement keeps the item of a row out of the list of its user; never null. */
    Column excludes(Placement placement) {
        Column excluded = lit(false);
        for (int rule = 0; rule < rules.size(); rule++) {
            if (placement.follows(rules.get(rule).name()) && looksAtOneRow(rules.get(rule))) {
                excluded = excluded.or(excludes(rule));
            }
        }
        return excluded;
    }

    private Column excludes(int rule) {
        if (rules.get(rule).action() instanceof RuleAction.Exclude) {
            return concerns(rule);
        }
        Column wanted = group(rule);
        return concerns(rule)
                .and(wanted.isNotNull())
                .and(not(wanted.eqNullSafe(col(user(rule)).getField(RuleColumns.VALUE))));
    }

    /** Whether a list of the placement may be shorter than its items would allow. */
    boolean limitLengths(Placement placement) {
        return rules.stream()
                .filter(rule -> placement.follows(rule.name()))
                .anyMatch(rule -> rule.action() instanceof RuleAction.Cap || rule.action() instanceof RuleAction.Apart);
    }

    /** How many rows, or lists, of a placement break a rule. */
    long broken(Placement placement, Dataset<Row> rows) {
        long broken = rows.where(excludes(placement)).count();
        for (int rule = 0; rule < rules.size(); rule++) {
            if (placement.follows(rules.get(rule).name())) {
                if (rules.get(rule).action() instanceof RuleAction.Cap cap) {
                    broken += aboveCap(rule, cap, rows);
                } else if (rules.get(rule).action() instanceof RuleAction.Apart) {
                    broken += together(rule, rows);
                }
            }
        }
        return broken;
    }

    private long aboveCap(int rule, RuleAction.Cap cap, Dataset<Row> rows) {
        return rows.where(concerns(rule).and(group(rule).isNotNull()))
                .groupBy(col(RecommendationsTable.USER_ID), group(rule))
                .agg(count(lit(1)).as(MARKED))
                .where(col(MARKED).gt(cap.most()))
                .count();
    }

    /** Lists with two items that the rule keeps apart; an item that is on both sides may stand alone. */
    private long together(int rule, Dataset<Row> rows) {
        Column one = when(about(rule), 1L).otherwise(0L);
        Column other = when(col(item(rule)).getField(RuleColumns.OTHERS), 1L).otherwise(0L);
        return rows.where(col(user(rule)).getField(RuleColumns.ABOUT))
                .groupBy(RecommendationsTable.USER_ID)
                .agg(sum(one).multiply(sum(other))
                        .minus(sum(one.multiply(other)))
                        .as(MARKED))
                .where(col(MARKED).gt(0))
                .count();
    }

    private Column concerns(int rule) {
        return about(rule).and(col(user(rule)).getField(RuleColumns.ABOUT));
    }

    private Column about(int rule) {
        return col(item(rule)).getField(RuleColumns.ABOUT);
    }

    private Column group(int rule) {
        return col(item(rule)).getField(RuleColumns.GROUPS).getItem(0);
    }

    private static String item(int rule) {
        return ITEM + RuleColumns.name(rule);
    }

    private static String user(int rule) {
        return USER + RuleColumns.name(rule);
    }
}
