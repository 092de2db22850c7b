package io.nightshift.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class DenseIdsIT {
    private static Dataset<Row> ids(List<String> ids) {
        return TestSpark.session().createDataset(ids, Encoders.STRING()).toDF("item_id");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void numbersIdsInTheOrderOfTheirBytesWhateverThePartitions(int partitions) {
        Dataset<Row> numbered = DenseIds.of(
                ids(List.of("\uD83D\uDE00", "b", "10", "\uFF5E", "9", "a", "B", ""))
                        .repartition(partitions),
                "item_id",
                "item");

        assertThat(Arrays.stream((Row[]) numbered.orderBy("item").collect())
                        .map(row -> row.getInt(1) + row.getString(0)))
                .containsExactly("0", "110", "29", "3B", "4a", "5b", "6\uFF5E", "7\uD83D\uDE00");
    }

    @Test
    void numbersNothingWhenThereIsNothing() {
        assertThat(DenseIds.of(ids(List.of()), "item_id", "item").count()).isZero();
    }

    @Test
    void keepsTheTypeOfNumbers() {
        Dataset<Row> numbered = DenseIds.of(
                TestSpark.session().range(7_000_000_000L, 7_000_000_002L).toDF("id"), "id", "index");
        assertThat(numbered.orderBy("index")
                        .as(Encoders.tuple(Encoders.LONG(), Encoders.INT()))
                        .collectAsList())
                .containsExactly(new Tuple2<>(7_000_000_000L, 0), new Tuple2<>(7_000_000_001L, 1));
    }
}
