package io.nightshift.jobs.recommend.rules;

import io.nightshift.input.ScalarExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/** The expressions of rules as columns over the rows of items, or of users; what cannot be used is noted. */
final class RuleExpressions {
    private final Dataset<Row> rows;
    private final String of;
    private final List<String> problems;

    /**
     * @param rows {@link RuleRows#items} or {@link RuleRows#users}
     * @param of what the rows are, for messages
     * @param problems receives a line for each expression that cannot be used
     */
    RuleExpressions(Dataset<Row> rows, String of, List<String> problems) {
        this.rows = rows;
        this.of = of;
        this.problems = problems;
    }

    /** Whether the condition is true; without one it is, where it is null it is not. */
    Column condition(String path, Optional<String> text) {
        return text.map(condition -> functions.coalesce(
                        column(path, condition, "a condition", type -> type instanceof BooleanType),
                        functions.lit(false)))
                .orElseGet(() -> functions.lit(true));
    }

    /** A number, as double. */
    Column number(String path, String text) {
        return column(path, text, "a number", type -> type instanceof NumericType)
                .cast(DataTypes.DoubleType);
    }

    /** Anything, as text. */
    Column text(String path, String text) {
        return column(path, text, "a value", type -> true).cast(DataTypes.StringType);
    }

    private Column column(String path, String text, String expected, java.util.function.Predicate<DataType> fits) {
        List<String> found = new ArrayList<>();
        Column value = ScalarExpression.over(rows, text, found).value();
        if (found.isEmpty()) {
            DataType type = rows.select(value).schema().fields()[0].dataType();
            if (!fits.test(type)) {
                found.add("it is of type " + type.sql());
            }
        }
        found.forEach(problem -> problems.add("Cannot use setting: " + path + "=" + text + ", expected " + expected
                + " over the columns of " + of + "; " + problem));
        return found.isEmpty() ? value : functions.lit(null);
    }
}
