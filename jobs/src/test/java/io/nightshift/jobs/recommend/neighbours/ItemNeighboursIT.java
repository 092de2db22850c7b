package io.nightshift.jobs.recommend.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.links.LogLikelihood;
import io.nightshift.spark.TestSpark;
import java.sql.Date;
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

class ItemNeighboursIT {
    private static final NeighbourSettings.Bm25 BM25 = new NeighbourSettings.Bm25(0.5, 0.6);

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

    private static NeighbourSettings settings(Similarity similarity) {
        return new NeighbourSettings(true, similarity, BM25, 10, 1, 0, 1000);
    }

    private static List<String> links(Dataset<Row> pairs, NeighbourSettings settings) {
        Row[] rows = (Row[]) ItemNeighbours.of(pairs, settings).collect();
        return Arrays.stream(rows)
                .map(row -> "%d %d %.4f".formatted(row.getInt(0), row.getInt(1), row.getFloat(2)))
                .sorted()
                .toList();
    }

    /** Users 1 and 2 have items 4 and 6, user 1 also 9; user 3 has 6 alone and 9 without weight. */
    private static Dataset<Row> shop() {
        return pairs(List.of(
                pair(1, 4, 1),
                pair(1, 6, 2),
                pair(1, 9, 2),
                pair(2, 4, 2),
                pair(2, 6, 1),
                pair(3, 6, 2),
                pair(3, 9, 0)));
    }

    @Test
    void measuresTheAngleOfTheWeights() {
        // Lengths: 4 sqrt 5, 6 sqrt 9, 9 sqrt 4. Products: 4-6 2 + 2, 4-9 2, 6-9 4.
        assertThat(links(shop(), settings(Similarity.COSINE)))
                .containsExactly("4 6 0.5963", "4 9 0.4472", "6 4 0.5963", "6 9 0.6667", "9 4 0.4472", "9 6 0.6667");
    }

    @Test
    void shrinksWhatFewUsersSayAndKeepsTheBest() {
        NeighbourSettings shrunk = new NeighbourSettings(true, Similarity.COSINE, BM25, 1, 2, 2, 1000);

        // Item 9 has one user; two common users count 2 / (2 + 2).
        assertThat(links(shop(), shrunk)).containsExactly("4 6 0.2981", "6 4 0.2981");
    }

    @Test
    void countsTheLatestItemsOfAHeavyUserOnly() {
        Dataset<Row> pairs = pairs(List.of(
                pair(1, 1, 1, "2026-07-01"), pair(1, 2, 1, "2026-07-03"), pair(1, 3, 1, "2026-07-02"), pair(2, 1, 1)));
        NeighbourSettings capped = new NeighbourSettings(true, Similarity.COSINE, BM25, 10, 1, 0, 2);

        assertThat(links(pairs, capped)).containsExactly("2 3 1.0000", "3 2 1.0000");
        assertThat(ItemNeighbours.capped(pairs, 2)).isEqualTo(1);
    }

    @Test
    void equalsASumOverAllPairsOfItemsWhateverThePartitions() {
        Random random = new Random(11);
        List<Row> rows = new ArrayList<>();
        double[][] weights = new double[40][25];
        for (int user = 0; user < 40; user++) {
            for (int item : random.ints(6, 0, 25).distinct().toArray()) {
                weights[user][item] = 0.5 + random.nextInt(4) / 2.0;
                rows.add(pair(user, item, weights[user][item]));
            }
        }
        for (Similarity similarity : Similarity.values()) {
            List<String> links = links(pairs(rows).repartition(3), settings(similarity));
            assertThat(links).isEqualTo(links(pairs(rows).repartition(8), settings(similarity)));
            assertClose(similarity, links, slow(similarity, weights));
        }
    }

    /** The same links; weights are sums of floats here and of doubles there. */
    private static void assertClose(Similarity similarity, List<String> links, List<String> expected) {
        assertThat(links.stream().map(link -> link.substring(0, link.lastIndexOf(' '))))
                .as(similarity.name())
                .containsExactlyElementsOf(expected.stream()
                        .map(link -> link.substring(0, link.lastIndexOf(' ')))
                        .toList());
        for (int link = 0; link < links.size(); link++) {
            assertThat(weight(links.get(link)))
                    .as(similarity + " " + expected.get(link))
                    .isCloseTo(weight(expected.get(link)), within(1e-3));
        }
    }

    private static double weight(String link) {
        return Double.parseDouble(link.substring(link.lastIndexOf(' ') + 1));
    }

    private static List<String> slow(Similarity similarity, double[][] weights) {
        int items = weights[0].length;
        double[][] values = new double[weights.length][items];
        double all = Arrays.stream(weights).flatMapToDouble(Arrays::stream).sum();
        for (int user = 0; user < weights.length; user++) {
            double userItems = Arrays.stream(weights[user]).filter(w -> w > 0).count();
            double rarity = Math.log(items) - Math.log1p(userItems);
            for (int item = 0; item < items; item++) {
                double w = weights[user][item];
                double sum = 0;
                for (double[] row : weights) {
                    sum += row[item];
                }
                values[user][item] = w == 0
                        ? 0
                        : switch (similarity) {
                            case COSINE -> w;
                            case TF_IDF -> Math.sqrt(w) * rarity;
                            case BM25 -> w * 1.5 / (0.5 * (0.4 + 0.6 * sum / (all / items)) + w) * rarity;
                            case LOG_LIKELIHOOD -> 1;
                        };
            }
        }
        List<String> links = new ArrayList<>();
        for (int a = 0; a < items; a++) {
            List<double[]> others = new ArrayList<>();
            for (int b = 0; b < items; b++) {
                double product = 0;
                double la = 0;
                double lb = 0;
                long both = 0;
                for (double[] row : values) {
                    product += row[a] * row[b];
                    la += row[a] * row[a];
                    lb += row[b] * row[b];
                    both += row[a] > 0 && row[b] > 0 ? 1 : 0;
                }
                double score =
                        switch (similarity) {
                            case COSINE, TF_IDF -> product / Math.sqrt(la * lb);
                            case BM25 -> product;
                            case LOG_LIKELIHOOD ->
                                both * 40.0 > la * lb ? LogLikelihood.ratio(both, (long) la, (long) lb, 40) : 0;
                        };
                if (both > 0 && a != b && (float) score > 0) {
                    others.add(new double[] {b, score});
                }
            }
            others.sort((x, y) -> Double.compare((float) y[1], (float) x[1]));
            double tenth = others.size() > 10 ? others.get(9)[1] : 0;
            int item = a;
            assertThat(others.stream().filter(o -> o[1] > tenth + 1e-5).count()).isLessThanOrEqualTo(10);
            others.stream().limit(10).forEach(o -> links.add("%d %d %.4f".formatted(item, (int) o[0], o[1])));
        }
        return links.stream().sorted().toList();
    }
}
