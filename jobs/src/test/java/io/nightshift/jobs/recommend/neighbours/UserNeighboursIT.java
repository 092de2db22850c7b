package io.nightshift.jobs.recommend.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.spark.TestSpark;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class UserNeighboursIT {
    private static final LocalDate DATE = LocalDate.parse("2026-08-28");
    private static final double ONE = Math.E - 1;

    private static Row pair(int user, int item, double weight, String day) {
        return RowFactory.create(user, item, weight, Date.valueOf(day));
    }

    private static Row pair(int user, int item, double weight) {
        return pair(user, item, weight, "2026-08-01");
    }

    private static Dataset<Row> pairs(List<Row> pairs) {
        return TestSpark.session()
                .createDataFrame(
                        pairs,
                        new StructType()
                                .add(InteractionsTable.USER, DataTypes.IntegerType, false)
                                .add(InteractionsTable.ITEM, DataTypes.IntegerType, false)
                                .add(InteractionsTable.WEIGHT, DataTypes.DoubleType, false)
                                .add(InteractionsTable.LAST_DATE, DataTypes.DateType, false));
    }

    private static UserNeighbourSettings settings(int neighbours, int recentItems) {
        return new UserNeighbourSettings(true, false, neighbours, 0.001, 100, 28, recentItems, 10);
    }

    private static List<Row> neighbours(Dataset<Row> pairs, UserNeighbourSettings settings) {
        return Arrays.asList((Row[]) UserNeighbours.of(pairs, settings)
                .orderBy(UserNeighboursTable.USER, UserNeighboursTable.RANK)
                .collect());
    }

    private static List<String> items(List<Row> pairs, UserNeighbourSettings settings, Integer... available) {
        Dataset<Row> rows = pairs(pairs);
        Dataset<Row> found = UserNeighbours.items(
                UserNeighbours.of(rows, settings),
                rows,
                TestSpark.session()
                        .createDataset(List.of(available), Encoders.INT())
                        .toDF(InteractionsTable.ITEM),
                DATE,
                settings);
        return Arrays.stream((Row[]) found.orderBy("user", "rank").collect())
                .map(row -> "%d %d %d %.4f %d"
                        .formatted(
                                row.<Integer>getAs("user"),
                                row.<Integer>getAs("rank"),
                                row.<Integer>getAs("item"),
                                row.<Float>getAs("score"),
                                row.<Integer>getAs("neighbours")))
                .toList();
    }

    /** ln(1 + weight) is 1 each. Item 1 has users 1, 2 and 3, item 2 has 2, item 3 has 3, items 4 and 5 are of user 3. */
    private static List<Row> shop() {
        return List.of(
                pair(1, 1, ONE),
                pair(2, 1, ONE),
                pair(2, 2, ONE),
                pair(3, 1, ONE),
                pair(3, 3, ONE),
                pair(3, 4, ONE, "2026-07-31"),
                pair(3, 5, 0));
    }

    @Test
    void measuresTheAngleOfItemsThatCountLessTheMoreUsersTheyHave() {
        List<Row> found = neighbours(pairs(shop()), settings(10, 10));

        double common = Math.log(2);
        double own = Math.log(1 + 3.0);
        double second = Math.sqrt(common * common + own * own);
        double third = Math.sqrt(common * common + 2 * own * own);
        assertThat(found.stream().map(row -> row.getInt(0) + " " + row.getInt(1) + " " + row.getInt(2)))
                .containsExactly("1 1 2", "1 2 3", "2 1 1", "2 2 3", "3 1 1", "3 2 2");
        assertThat((double) found.get(0).getFloat(3)).isCloseTo(common / second, within(1e-6));
        assertThat((double) found.get(1).getFloat(3)).isCloseTo(common / third, within(1e-6));
        assertThat((double) found.get(3).getFloat(3)).isCloseTo(common * common / second / third, within(1e-6));
    }

    @Test
    void putsForwardWhatTheNearestTookLatelyAndTheUserNever() {
        double second = Math.log(2) / Math.hypot(Math.log(2), Math.log(4));
        double third = Math.log(2) / Math.sqrt(Math.pow(Math.log(2), 2) + 2 * Math.pow(Math.log(4), 2));
        String ofSecond = "1 1 2 %.4f 1".formatted(second);
        String ofThird = "1 2 3 %.4f 1".formatted(third);

        // Item 4 was taken 29 days ago; item 3 is sold out in the second case; one neighbour is enough in the third.
        assertThat(items(shop(), settings(10, 10), 1, 2, 3, 4, 5))
                .contains(ofSecond, ofThird)
                .noneMatch(row -> row.startsWith("1 3"));
        assertThat(items(shop(), settings(10, 10), 1, 2, 4, 5).stream().filter(row -> row.startsWith("1 ")))
                .containsExactly(ofSecond);
        assertThat(items(shop(), settings(1, 10), 1, 2, 3, 4, 5).stream().filter(row -> row.startsWith("1 ")))
                .containsExactly(ofSecond);
    }

    @Test
    void addsUpTheSimilaritiesOfThoseWhoTookAnItemOfTheirLatest() {
        List<Row> pairs = List.of(
                pair(1, 1, ONE),
                pair(2, 1, ONE),
                pair(2, 2, ONE, "2026-08-02"),
                pair(3, 1, ONE),
                pair(3, 2, ONE, "2026-08-02"));

        // Users 2 and 3 are alike: item 1 with three users, item 2 with two.
        double each = Math.log(2) / Math.hypot(Math.log(2), Math.log(2.5));
        assertThat(items(pairs, settings(10, 1), 1, 2)).containsExactly("1 1 2 %.4f 2".formatted(2 * each));
    }

    @Test
    void equalsComparingAllUsersWhateverThePartitions() {
        Random random = new Random(12);
        List<Row> rows = new ArrayList<>();
        double[][] weights = new double[30][20];
        for (int user = 0; user < 30; user++) {
            for (int item : random.ints(5, 0, 20).distinct().toArray()) {
                weights[user][item] = 0.5 + random.nextInt(4);
                rows.add(pair(user, item, weights[user][item]));
            }
        }
        List<Row> found = neighbours(pairs(rows).repartition(3), settings(6, 10));

        assertThat(neighbours(pairs(rows).repartition(8), settings(6, 10))).isEqualTo(found);
        for (int item = 0; item < 20; item++) {
            int place = item;
            long users = Arrays.stream(weights).filter(of -> of[place] > 0).count();
            for (double[] of : weights) {
                of[item] = Math.log1p(of[item]) * Math.log1p(30.0 / Math.max(1, users));
            }
        }
        for (Row row : found) {
            assertThat((double) row.getFloat(3))
                    .isCloseTo(cosine(weights[row.getInt(0)], weights[row.getInt(2)]), within(1e-5));
        }
        for (int user = 0; user < 30; user++) {
            double[] of = weights[user];
            double[] best = Arrays.stream(weights)
                    .filter(other -> other != of)
                    .mapToDouble(other -> -cosine(of, other))
                    .sorted()
                    .limit(6)
                    .filter(score -> score < -0.001)
                    .map(score -> -score)
                    .toArray();
            int id = user;
            double[] scores = found.stream()
                    .filter(row -> row.getInt(0) == id)
                    .mapToDouble(row -> row.getFloat(3))
                    .toArray();
            assertThat(scores).containsExactly(best, within(1e-5));
        }
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return product / Math.sqrt(aa * bb);
    }
}
