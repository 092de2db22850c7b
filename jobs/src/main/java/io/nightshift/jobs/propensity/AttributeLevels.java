package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;

import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.jobs.propensity.Encoding.Levels;
import io.nightshift.jobs.propensity.PropensitySettings.AttributeKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The values of categorical attributes that get a coefficient of their own. */
final class AttributeLevels {
    private static final String NAME = "name";
    private static final String VALUE = "value";
    private static final String USERS = "users";

    private AttributeLevels() {}

    /** For each categorical attribute by name its most frequent values over all users, ties by value; in the order of the values. */
    static List<Levels> of(Dataset<Row> users, PropensitySettings settings) {
        List<String> names = settings.attributesOf(AttributeKind.CATEGORICAL);
        if (names.isEmpty()) {
            return List.of();
        }
        Row found = users.select(explode(col(UsersTable.ATTRIBUTES)).as(new String[] {NAME, VALUE}))
                .where(col(NAME).isin(names.toArray()).and(col(VALUE).notEqual("")))
                .groupBy(NAME, VALUE)
                .agg(count(lit(1)).as(USERS))
                .withColumn(
                        USERS,
                        row_number()
                                .over(Window.partitionBy(NAME)
                                        .orderBy(col(USERS).desc(), col(VALUE).asc())))
                .where(col(USERS).leq(settings.maxLevels()))
                .agg(sort_array(collect_list(struct(NAME, VALUE))))
                .first();
        List<Row> values = found.getList(0);
        List<Levels> levels = new ArrayList<>();
        for (String name : names) {
            levels.add(new Levels(
                    name,
                    values.stream()
                            .filter(value -> value.getString(0).equals(name))
                            .map(value -> value.getString(1))
                            .toList()));
        }
        return levels;
    }
}
