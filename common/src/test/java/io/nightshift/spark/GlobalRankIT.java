package io.nightshift.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class GlobalRankIT {
    private static final StructType SCHEMA = new StructType()
            .add("team", DataTypes.StringType, false)
            .add("score", DataTypes.DoubleType, false)
            .add("id", DataTypes.StringType, false);
    private static final GlobalRank RANK = new GlobalRank("team", "score", "id");

    @Test
    void ranksByScoreThenId() {
        Dataset<Row> rows = TestSpark.session()
                .createDataFrame(
                        List.of(
                                RowFactory.create("a", 0.0, "z"),
                                RowFactory.create("a", -0.0, "y"),
                                RowFactory.create("a", 2.0, "x"),
                                RowFactory.create("a", -7.5, "w"),
                                RowFactory.create("b", -1.0, "v")),
                        SCHEMA);

        assertThat(RANK.of(rows)
                        .orderBy("team", GlobalRank.RANK)
                        .select("id", GlobalRank.RANK, GlobalRank.SIZE)
                        .collectAsList())
                .extracting(Row::mkString)
                .containsExactly("x14", "y24", "z34", "w44", "v11");
    }

    @Test
    void equalsOneWindowOverEachGroup() {
        Random random = new Random(3);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            double score =
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(3) - 1;
                        case 1 -> random.nextDouble();
                        default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
                    };
            rows.add(RowFactory.create("team" + random.nextInt(3), score, "u" + i));
        }
        Dataset<Row> data = TestSpark.session().createDataFrame(rows, SCHEMA).repartition(7);

        Dataset<Row> slow = data.withColumn(
                "slow",
                row_number()
                        .over(Window.partitionBy("team")
                                .orderBy(col("score").desc(), col("id").asc())));
        Dataset<Row> both = RANK.of(data).join(slow, new String[] {"team", "id"});

        assertThat(both.count()).isEqualTo(2000);
        assertThat(both.where(col(GlobalRank.RANK).notEqual(col("slow"))).count())
                .isZero();
    }
}
