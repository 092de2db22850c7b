package io.nightshift.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TopNIT {
    private static final SparkSession SPARK = TestSpark.session();
    private static final int N = 7;

    private static Dataset<Row> interactions() {
        StructType schema = new StructType()
                .add("user", DataTypes.IntegerType)
                .add("item", DataTypes.IntegerType)
                .add("weight", DataTypes.FloatType);
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < 700; k++) {
            rows.add(RowFactory.create(k % 53 - 20, k * k % 97 * 3 - 50, 1f + k % 3));
        }
        return SPARK.createDataFrame(rows, schema).dropDuplicates("user", "item");
    }

    @Test
    void listsForEveryUserWhatScoringEverythingFinds() {
        try (AlsModel model = ImplicitAls.fit(
                interactions(),
                AlsSettings.defaults().withRank(6).withIterations(2).withBlocks(3))) {
            Map<Integer, float[]> users = vectors(model.userFactors());
            Map<Integer, float[]> items = vectors(model.itemFactors());
            Set<List<Integer>> seen = pairs();
            Map<Integer, List<Integer>> all = everything(users, items, Set.of());
            Map<Integer, List<Integer>> unseen = everything(users, items, seen);

            assertThat(lists(model.topItems(N, Seen.KEPT))).isEqualTo(all);
            assertThat(lists(model.topItems(N, Seen.EXCLUDED))).isEqualTo(unseen);
            TopN search = TopN.among(model.itemFactors().repartition(5));
            assertThat(lists(search.forAll(model.userFactors().repartition(2), N)))
                    .isEqualTo(all);
            assertThat(lists(search.excluding(interactions().select("user", "item"))
                            .forAll(model.userFactors(), N)))
                    .isEqualTo(unseen);
            TopN streamed = search.broadcasting(700); // 29 vectors of 24 bytes
            assertThat(lists(streamed.forAll(model.userFactors(), N))).isEqualTo(all);
            assertThat(lists(streamed.excluding(interactions().select("user", "item"))
                            .forAll(model.userFactors(), N)))
                    .isEqualTo(unseen);
        }
    }

    @Test
    void givesEmptyListsWhenThereIsNothingToList() {
        try (AlsModel model = ImplicitAls.fit(
                interactions(), AlsSettings.defaults().withRank(2).withIterations(1))) {
            Dataset<Row> lists = TopN.among(model.itemFactors().where("false")).forAll(model.userFactors(), N);
            assertThat(lists(lists).values()).hasSize(53).allMatch(List::isEmpty);
            assertThatThrownBy(() -> model.topItems(0, Seen.KEPT))
                    .hasMessage("Cannot list items: n=0, expected 1 or more; raise it");
        }
    }

    @Test
    void streamsTiesZerosAndTooFewItemsAsItBroadcastsThem() {
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("factor", DataTypes.createArrayType(DataTypes.FloatType));
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < 23; k++) {
            rows.add(RowFactory.create(k * 7 % 23, List.of(k % 3 - 1f, k % 2 * 1f)));
        }
        Dataset<Row> vectors = SPARK.createDataFrame(rows, schema);
        for (int count : new int[] {1, 5, 23}) {
            Dataset<Row> items = vectors.orderBy("id").where("id < " + count);
            Map<Integer, List<Integer>> expected = lists(TopN.among(items).forAll(vectors, 9));
            for (long limit : new long[] {0, 60}) {
                assertThat(lists(TopN.among(items).broadcasting(limit).forAll(vectors.repartition(3), 9)))
                        .isEqualTo(expected);
            }
        }
    }

    private static Map<Integer, List<Integer>> everything(
            Map<Integer, float[]> users, Map<Integer, float[]> items, Set<List<Integer>> excluded) {
        Map<Integer, List<Integer>> lists = new HashMap<>();
        users.forEach((user, vector) -> {
            Map<Integer, Float> scores = new HashMap<>();
            items.forEach((item, other) -> {
                float score = 0;
                for (int d = 0; d < vector.length; d++) {
                    score = Math.fma(vector[d], other[d], score);
                }
                scores.put(item, score);
            });
            lists.put(
                    user,
                    scores.keySet().stream()
                            .filter(item -> !excluded.contains(List.of(user, item)))
                            .sorted(Comparator.<Integer>comparingDouble(item -> -scores.get(item))
                                    .thenComparing(Comparator.naturalOrder()))
                            .limit(N)
                            .toList());
        });
        return lists;
    }

    private static Set<List<Integer>> pairs() {
        Set<List<Integer>> pairs = new HashSet<>();
        for (Row row : (Row[]) interactions().collect()) {
            pairs.add(List.of(row.getInt(0), row.getInt(1)));
        }
        return pairs;
    }

    private static Map<Integer, List<Integer>> lists(Dataset<Row> rows) {
        Map<Integer, List<Integer>> lists = new HashMap<>();
        for (Row row : (Row[]) rows.collect()) {
            lists.put(row.getInt(0), row.getList(1));
            assertThat(row.getList(2)).hasSameSizeAs(row.getList(1));
        }
        return lists;
    }

    private static Map<Integer, float[]> vectors(Dataset<Row> side) {
        Map<Integer, float[]> vectors = new HashMap<>();
        for (Row row : (Row[]) side.collect()) {
            List<Float> list = row.getList(1);
            float[] vector = new float[list.size()];
            for (int d = 0; d < vector.length; d++) {
                vector[d] = list.get(d);
            }
            vectors.put(row.getInt(0), vector);
        }
        return vectors;
    }
}
