package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The released tables of a backtest, from which every figure of lists is computed.
 *
 * @param lists rows of {@link BacktestListsTable}
 * @param relevant rows of {@link BacktestRelevantTable}
 * @param items rows of {@link BacktestItemsTable}
 * @param parts rows of {@link BacktestUsersTable}
 */
record MeasuredLists(Dataset<Row> lists, Dataset<Row> relevant, Dataset<Row> items, Dataset<Row> parts) {
    /** Rows of {@link UserValues#users}. */
    Dataset<Row> users() {
        return UserValues.users(relevant, parts);
    }

    /** Rows of {@link UserValues#of}. */
    Dataset<Row> values(List<Integer> lengths) {
        return UserValues.of(lists, users(), lengths);
    }

    /** Whether any item shown has a category; without one, diversity means nothing. */
    boolean hasCategories() {
        return !lists.where(col(BacktestListsTable.CATEGORY).isNotNull()).isEmpty();
    }
}
