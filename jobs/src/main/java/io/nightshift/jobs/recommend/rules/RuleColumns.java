package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One column for each rule with what its expressions give.
 *
 * <ul>
 *   <li>of items: (about boolean, others boolean, value double, groups array of text)
 *   <li>of users: (concerned boolean, value text)
 * </ul>
 */
final class RuleColumns {
    static final String ABOUT = "about";
    static final String OTHERS = "others";
    static final String VALUE = "value";
    static final String GROUPS = "groups";

    private static final String SECTION = "nightshift.recommend.rules[";

    private final List<Rule> rules;
    private final List<String> problems = new ArrayList<>();

    RuleColumns(List<Rule> rules) {
        this.rules = rules;
    }

    /** The name of a rule's column. */
    static String name(int rule) {
        return "rule_" + rule;
    }

    /** Everything found so far that cannot be used, one line each. */
    List<String> problems() {
        return problems;
    }

    /** The columns over {@link RuleRows#items}. */
    List<Column> ofItems(Dataset<Row> items) {
        RuleExpressions expressions = new RuleExpressions(items, "items", problems);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RuleAction action = rules.get(i).action();
            Column others = action instanceof RuleAction.Apart apart
                    ? expressions.condition(path(i, OTHERS), Optional.of(apart.others()))
                    : lit(false);
            Column value = action instanceof RuleAction.Favour favour
                    ? expressions.number(path(i, VALUE), favour.value())
                    : lit(null).cast("double");
            columns.add(struct(
                            expressions
                                    .condition(path(i, "items"), rules.get(i).items())
                                    .as(ABOUT),
                            others.as(OTHERS),
                            value.as(VALUE),
                            groups(i, action, expressions).as(GROUPS))
                    .as(name(i)));
        }
        return columns;
    }

    /** The columns over {@link RuleRows#users}. */
    List<Column> ofUsers(Dataset<Row> users) {
        RuleExpressions expressions = new RuleExpressions(users, "users", problems);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Column value = rules.get(i).action() instanceof RuleAction.Match match
                    ? expressions.text(path(i, "user"), match.user())
                    : lit(null).cast("string");
            columns.add(struct(
                            expressions
                                    .condition(path(i, "users"), rules.get(i).users())
                                    .as(ABOUT),
                            value.as(VALUE))
                    .as(name(i)));
        }
        return columns;
    }

    private static Column groups(int rule, RuleAction action, RuleExpressions expressions) {
        List<Column> groups = new ArrayList<>();
        if (action instanceof RuleAction.Match match) {
            groups.add(expressions.text(path(rule, "item"), match.item()));
        } else if (action instanceof RuleAction.Cap cap) {
            groups.add(expressions.text(path(rule, "by"), cap.by()));
        } else if (action instanceof RuleAction.Diversify diversify) {
            diversify.by().forEach(by -> groups.add(expressions.text(path(rule, "by"), by)));
        }
        return array(groups.toArray(Column[]::new)).cast("array<string>");
    }

    private static String path(int rule, String key) {
        return SECTION + rule + "]." + key;
    }
}
