package io.nightshift.jobs.recommend.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class LinearLinksIT {
    private static Row pair(int user, int item, double weight) {
        return RowFactory.create(user, item, weight);
    }

    private static Dataset<Row> pairs(List<Row> pairs) {
        return TestSpark.session()
                .createDataFrame(
                        pairs,
                        new StructType()
                                .add(InteractionsTable.USER, DataTypes.IntegerType, false)
                                .add(InteractionsTable.ITEM, DataTypes.IntegerType, false)
                                .add(InteractionsTable.WEIGHT, DataTypes.DoubleType, false));
    }

    private static List<String> links(Dataset<Row> pairs, LinearSettings settings) {
        Row[] rows = (Row[]) LinearLinks.of(pairs, settings).collect();
        return Arrays.stream(rows)
                .map(row -> "%d %d %.5f".formatted(row.getInt(0), row.getInt(1), row.getFloat(2)))
                .sorted()
                .toList();
    }

    @Test
    void linksItemsByTheWeightsOfTheModel() {
        double one = Math.E - 1;
        double two = Math.E * Math.E - 1;
        Dataset<Row> pairs =
                pairs(List.of(pair(7, 3, one), pair(7, 5, one), pair(8, 3, one), pair(9, 5, two), pair(9, 6, 0)));

        // ln(1 + weight) is 1, 1, 1 and 2; item 6 has no weight. As in LinearModelTest: 1/3 and 1/6.
        assertThat(links(pairs, new LinearSettings(true, 10, 1, 10))).containsExactly("3 5 0.33333", "5 3 0.16667");
        assertThat(links(pairs, new LinearSettings(true, 1, 1, 10))).isEmpty();
    }

    @Test
    void linksTheSameForAnyPartitions() {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < 30; user++) {
            for (int item : random.ints(8, 0, 40).distinct().toArray()) {
                rows.add(pair(user, item, random.nextDouble()));
            }
        }
        LinearSettings settings = new LinearSettings(true, 25, 2, 5);

        List<String> links = links(pairs(rows).repartition(2), settings);

        assertThat(links).isEqualTo(links(pairs(rows).repartition(9), settings)).hasSizeBetween(25, 125);
    }
}
