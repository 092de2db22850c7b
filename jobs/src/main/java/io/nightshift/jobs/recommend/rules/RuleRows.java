package io.nightshift.jobs.recommend.rules;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows that expressions of rules see: the canonical columns, mapped attributes under their names, and the run date. */
final class RuleRows {
    static final String RUN_DATE = "run_date";
    /** Users of the item in the popularity window. */
    static final String POPULARITY = "popularity";

    private RuleRows() {}

    /**
     * The items.
     *
     * @param items rows of {@link ItemsTable}
     * @param popularity item_id and {@link #POPULARITY}; items without a row have 0
     * @param attributes the names of attributes that the settings map
     * @return the columns of items, a text column for each attribute, popularity, run_date
     */
    static Dataset<Row> items(
            Dataset<Row> items, Dataset<Row> popularity, Collection<String> attributes, LocalDate date) {
        Dataset<Row> counted = items.join(popularity, new String[] {ItemsTable.ITEM_ID}, "left")
                .withColumn(POPULARITY, coalesce(col(POPULARITY), lit(0L)))
                .withColumn(RUN_DATE, lit(Date.valueOf(date)));
        return flat(counted, ItemsTable.ATTRIBUTES, attributes);
    }

    /**
     * The users.
     *
     * @param users rows of {@link UsersTable}
     * @param attributes the names of attributes that the settings map
     * @return user_id, signup, a text column for each attribute, run_date
     */
    static Dataset<Row> users(Dataset<Row> users, Collection<String> attributes, LocalDate date) {
        return flat(users.withColumn(RUN_DATE, lit(Date.valueOf(date))), UsersTable.ATTRIBUTES, attributes);
    }

    /** Attributes become columns; one that is called like a column stays out. */
    private static Dataset<Row> flat(Dataset<Row> rows, String map, Collection<String> attributes) {
        List<Column> columns = new ArrayList<>();
        for (String name : rows.columns()) {
            if (!name.equals(map)) {
                columns.add(col(name));
            }
        }
        attributes.stream()
                .filter(name -> Arrays.stream(rows.columns()).noneMatch(name::equalsIgnoreCase))
                .forEach(name -> columns.add(col(map).getItem(name).as(name)));
        return rows.select(columns.toArray(Column[]::new));
    }
}
