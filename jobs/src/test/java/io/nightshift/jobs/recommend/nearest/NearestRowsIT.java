package io.nightshift.jobs.recommend.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.recommend.nearest.NearestRows.Grid;
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

class NearestRowsIT {
    private static Dataset<Row> rows(List<Row> rows) {
        return TestSpark.session()
                .createDataFrame(
                        rows,
                        new StructType()
                                .add(NearestRows.ID, DataTypes.IntegerType, false)
                                .add(NearestRows.PLACES, DataTypes.createArrayType(DataTypes.IntegerType, false), false)
                                .add(NearestRows.VALUES, DataTypes.createArrayType(DataTypes.FloatType, false), false));
    }

    private static List<String> text(Dataset<Row> lists) {
        return Arrays.stream(
                        (Row[]) lists.orderBy(NearestRows.ID, NearestRows.RANK).collect())
                .map(row -> row.mkString(" "))
                .toList();
    }

    private static List<Row> generated() {
        Random random = new Random(8);
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < 50; id++) {
            Integer[] places = random.ints(4, 0, 20).sorted().distinct().boxed().toArray(Integer[]::new);
            Float[] values =
                    Arrays.stream(places).map(p -> 0.5f + random.nextInt(3)).toArray(Float[]::new);
            rows.add(RowFactory.create(id, places, values));
        }
        return rows;
    }

    @Test
    void findsTheSameForAnyGridAndPartitions() {
        List<Row> given = generated();
        Dataset<Row> rows = rows(given);
        NearestRows nearest = new NearestRows(5, 0.5f);

        List<String> lists = text(nearest.of(rows, rows, new Grid(1, 1)));

        // The first five by hand: a sum over all places of two rows.
        assertThat(lists.stream().filter(line -> line.startsWith("7 "))).isEqualTo(slow(given, 7, 5, 0.5f));
        assertThat(lists.stream().filter(line -> line.startsWith("0 "))).isEqualTo(slow(given, 0, 5, 0.5f));
        for (Grid grid : List.of(new Grid(3, 1), new Grid(1, 4), new Grid(4, 7))) {
            assertThat(text(nearest.of(rows.repartition(9), rows.repartition(2), grid)))
                    .isEqualTo(lists);
        }
    }

    private static List<String> slow(List<Row> rows, int id, int most, float least) {
        float[] products = new float[rows.size()];
        for (int other = 0; other < products.length; other++) {
            Object[] places = (Object[]) rows.get(id).get(1);
            for (int i = 0; i < places.length; i++) {
                int at = Arrays.asList((Object[]) rows.get(other).get(1)).indexOf(places[i]);
                if (at >= 0) {
                    products[other] += (Float) ((Object[]) rows.get(id).get(2))[i]
                            * (Float) ((Object[]) rows.get(other).get(2))[at];
                }
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int other = 0; other < products.length; other++) {
            if (other != id && products[other] >= least) {
                order.add(other);
            }
        }
        order.sort((a, b) -> products[a] != products[b] ? Float.compare(products[b], products[a]) : a - b);
        List<String> lines = new ArrayList<>();
        for (int rank = 1; rank <= Math.min(most, order.size()); rank++) {
            int other = order.get(rank - 1);
            lines.add(id + " " + rank + " " + other + " " + products[other]);
        }
        return lines;
    }

    @Test
    void findsNothingAmongNothing() {
        Dataset<Row> one = rows(generated().subList(0, 1));

        assertThat(new NearestRows(5, 0).of(one, one, 1, 4).count()).isZero();
        assertThat(new NearestRows(5, 0)
                        .of(one, rows(List.of()), new Grid(2, 2))
                        .count())
                .isZero();
    }

    @Test
    void shufflesTheRowsOnceAndWhatWasFoundOnce() {
        Dataset<Row> rows = rows(generated());
        String plan = new NearestRows(5, 0)
                .of(rows, rows, new Grid(2, 2))
                .queryExecution()
                .executedPlan()
                .toString();

        assertThat(plan.split("Exchange hashpartitioning", -1)).hasSize(3);
        assertThat(plan).doesNotContain("Join", "Cartesian");
    }
}
