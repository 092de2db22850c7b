package io.nightshift.als.ml;

import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small ratings under ids of every type. */
final class Ratings {
    private Ratings() {}

    /** user (int, 0 to 29), item (int, below 20), rating (1 to 5); pairs once. */
    static Dataset<Row> ints() {
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < 30; user++) {
            for (int k = 0; k < 6; k++) {
                rows.add(RowFactory.create(user, (user / 3 + k * k) % 20, 1.0 + (user + k) % 5));
            }
        }
        return TestSpark.session()
                .createDataFrame(
                        rows,
                        new StructType()
                                .add("user", DataTypes.IntegerType)
                                .add("item", DataTypes.IntegerType)
                                .add("rating", DataTypes.DoubleType))
                .dropDuplicates("user", "item");
    }

    /** The same with ids u-00 to u-29 and i-00 on, in the order of the numbers. */
    static Dataset<Row> strings() {
        return ints().selectExpr(
                        "format_string('u-%02d', user) as user", "format_string('i-%02d', item) as item", "rating");
    }

    /** The same with numbers that need 64 bits. */
    static Dataset<Row> longs() {
        return ints().selectExpr("user + 7000000000L as user", "item - 7000000000L as item", "rating");
    }
}
