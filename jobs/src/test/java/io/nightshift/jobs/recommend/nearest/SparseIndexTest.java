package io.nightshift.jobs.recommend.nearest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.recommend.TopItems;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SparseIndexTest {
    private static List<String> found(
            SparseIndex index, int self, int[] places, float[] values, float least, int most) {
        TopItems best = new TopItems(most);
        index.search(self, places, values, least, best);
        best.sort();
        return IntStream.range(0, best.size())
                .mapToObj(i -> best.item(i) + " " + best.score(i))
                .toList();
    }

    @Test
    void findsTheLargestProductsButNotTheSeekerItself() {
        SparseRows rows = new SparseRows();
        rows.add(4, new int[] {1, 7}, new float[] {2, 1});
        rows.add(9, new int[] {7}, new float[] {3});
        rows.add(5, new int[] {8}, new float[] {9});
        SparseIndex index = new SparseIndex(rows);

        // With 1: 4 is 2 x 1 + 1 x 1, 9 is 3 x 1; 5 has nothing in common and place 100 nobody has.
        int[] places = {1, 7, 100};
        float[] values = {1, 1, 5};
        assertThat(found(index, 1, places, values, 0, 10)).containsExactly("4 3.0", "9 3.0");
        assertThat(found(index, 1, places, values, 0, 1)).containsExactly("4 3.0");
        assertThat(found(index, 4, places, values, 0, 10)).containsExactly("9 3.0");
        assertThat(found(index, 1, places, values, 3.5f, 10)).isEmpty();
        assertThat(found(new SparseIndex(new SparseRows()), 1, places, values, 0, 10))
                .isEmpty();
    }

    @Property(tries = 300)
    void findsWhatComparingAllWould(
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 12) int most,
            @ForAll long seed) {
        Random random = new Random(seed);
        int placeCount = 1 + random.nextInt(15);
        float least = random.nextBoolean() ? 0 : random.nextFloat();
        double[][] dense = new double[size][placeCount];
        SparseRows rows = new SparseRows();
        List<int[]> places = new ArrayList<>();
        List<float[]> values = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            places.add(random.ints(random.nextInt(6), 0, placeCount)
                    .sorted()
                    .distinct()
                    .toArray());
            float[] of = new float[places.get(id).length];
            for (int i = 0; i < of.length; i++) {
                // Few different values, so that many products are equal.
                of[i] = 0.25f * (1 + random.nextInt(3));
                dense[id][places.get(id)[i]] = of[i];
            }
            values.add(of);
            rows.add(id, places.get(id), of);
        }
        SparseIndex index = new SparseIndex(rows);

        for (int id = 0; id < size; id++) {
            double[] seeker = dense[id];
            int self = id;
            float[] products = new float[size];
            for (int other = 0; other < size; other++) {
                for (int place = 0; place < placeCount; place++) {
                    products[other] += (float) (seeker[place] * dense[other][place]);
                }
            }
            List<String> expected = IntStream.range(0, size)
                    .filter(other -> other != self && products[other] > 0 && products[other] >= least)
                    .boxed()
                    .sorted((a, b) -> products[a] != products[b]
                            ? Float.compare(products[b], products[a])
                            : Integer.compare(a, b))
                    .limit(most)
                    .map(other -> other + " " + products[other])
                    .toList();
            assertThat(found(index, id, places.get(id), values.get(id), least, most))
                    .isEqualTo(expected);
        }
    }
}
