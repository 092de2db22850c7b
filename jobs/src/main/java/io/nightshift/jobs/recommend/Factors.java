package io.nightshift.jobs.recommend;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a trainer has learned. A user or an item without a pair above zero has no row.
 *
 * @param users user (int) and factor (array of float)
 * @param items item (int) and factor (array of float), of the same length
 * @param release frees the memory that the vectors are in; the rows cannot be read any more then
 */
public record Factors(Dataset<Row> users, Dataset<Row> items, Runnable release) implements AutoCloseable {
    /** The vector's column on both sides. */
    public static final String FACTOR = UserFactorsTable.FACTOR;

    /** Vectors that hold nothing. */
    public static Factors of(Dataset<Row> users, Dataset<Row> items) {
        return new Factors(users, items, () -> {});
    }

    @Override
    public void close() {
        release.run();
    }
}
