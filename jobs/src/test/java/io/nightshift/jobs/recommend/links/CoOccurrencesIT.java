package io.nightshift.jobs.recommend.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.spark.TestSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoOccurrencesIT {
    private static final int PLACES = 23;
    private static final String PART = "part";

    private static final StructType CELL = new StructType()
            .add(CoOccurrences.KEY, DataTypes.LongType, false)
            .add(PART, DataTypes.StringType, false)
            .add(CoOccurrences.PLACE, DataTypes.IntegerType, false)
            .add(CoOccurrences.VALUE, DataTypes.FloatType, false);

    private static final StructType SUM = new StructType()
            .add("one", DataTypes.IntegerType, false)
            .add("other", DataTypes.IntegerType, false)
            .add("count", DataTypes.IntegerType, false)
            .add("product", DataTypes.FloatType, false);

    /** Histories of up to eleven places, two of them with each key; values are whole, so that their sums are exact in any order. */
    private static List<Row> cells() {
        Random random = new Random(7);
        List<Row> cells = new ArrayList<>();
        for (int history = 0; history < 120; history++) {
            TreeSet<Integer> places = new TreeSet<>();
            int draws = 1 + random.nextInt(11);
            for (int draw = 0; draw < draws; draw++) {
                places.add(random.nextInt(PLACES));
            }
            for (int place : places) {
                cells.add(RowFactory.create(
                        history / 2L, history % 2 == 0 ? "a" : "b", place, (float) (1 + random.nextInt(9))));
            }
        }
        return cells;
    }

    private static List<String> slowly(List<Row> cells) {
        int[][] counts = new int[PLACES][PLACES];
        float[][] products = new float[PLACES][PLACES];
        for (Row one : cells) {
            for (Row other : cells) {
                if (one.getLong(0) == other.getLong(0) && one.getString(1).equals(other.getString(1))) {
                    counts[one.getInt(2)][other.getInt(2)]++;
                    products[one.getInt(2)][other.getInt(2)] += one.getFloat(3) * other.getFloat(3);
                }
            }
        }
        List<String> sums = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            sums.addAll(sums(place, counts[place], products[place]).stream()
                    .map(Row::toString)
                    .toList());
        }
        return sums.stream().sorted().toList();
    }

    private static List<Row> sums(int place, int[] counts, float[] products) {
        List<Row> rows = new ArrayList<>();
        for (int other = 0; other < counts.length; other++) {
            if (other != place && counts[other] > 0) {
                rows.add(RowFactory.create(place, other, counts[other], products[other]));
            }
        }
        return rows;
    }

    /** One block and many, whose last one is not full; all histories of a block at once, some, and one at a time. */
    @ParameterizedTest
    @CsvSource({"23, 2000000", "5, 2000000", "5, 40", "4, 0", "1, 0"})
    void areThoseOfASumOverAllPairsOfCells(int height, int held) {
        List<Row> cells = cells();
        Dataset<Row> rows = TestSpark.session().createDataFrame(cells, CELL);

        Row[] found = (Row[])
                CoOccurrences.of(rows, new CoOccurrences.Blocks(PLACES, height, held, CoOccurrencesIT::sums), SUM)
                        .collect();

        assertThat(Arrays.stream(found).map(Row::toString).sorted().toList())
                .hasSizeGreaterThan(400)
                .isEqualTo(slowly(cells));
    }
}
