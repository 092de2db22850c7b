package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ItemVectorsTest {
    @Property
    void findsWhatScoringEveryItemWouldFind(
            @ForAll @IntRange(max = 90) int items,
            @ForAll @IntRange(min = 1, max = 9) int rank,
            @ForAll @IntRange(max = 7) int most,
            @ForAll long seed) {
        Random random = new Random(seed);
        boolean[] searchable = new boolean[items];
        ItemMarks skipped = new ItemMarks(items);
        List<float[]> vectors = new ArrayList<>();
        TopItems expected = new TopItems(most);
        float[] user = wholeNumbers(random, rank);
        for (int item = 0; item < items; item++) {
            float[] vector = random.nextInt(4) == 0 ? new float[0] : wholeNumbers(random, rank);
            vectors.add(vector);
            searchable[item] = random.nextInt(5) > 0;
            boolean skip = random.nextInt(5) == 0;
            if (skip) {
                skipped.add(item);
            }
            if (vector.length > 0 && searchable[item] && !skip) {
                expected.offer(item, dot(user, vector));
            }
        }
        TopItems found = new TopItems(most);
        of(rank, vectors, searchable).search(user, skipped, found);

        expected.sort();
        found.sort();
        assertThat(found.size()).isEqualTo(expected.size());
        for (int place = 0; place < found.size(); place++) {
            assertThat(found.item(place)).isEqualTo(expected.item(place));
            assertThat(found.score(place)).isEqualTo(expected.score(place));
        }
    }

    @Test
    void scoresOneItemAndTheAngleOfTwo() {
        ItemVectors vectors =
                of(2, List.of(new float[] {3, 4}, new float[0], new float[] {4, 3}), new boolean[] {true, true, true});

        assertThat(vectors.has(1)).isFalse();
        assertThat(vectors.score(new float[] {1, 2}, 2)).isEqualTo(4f + 6f);
        assertThat(vectors.cosine(0, 2)).isCloseTo(24.0 / 25, within(1e-12));
    }

    /** Whole numbers, so that sums are exact in any order and ties are frequent. */
    private static float[] wholeNumbers(Random random, int rank) {
        float[] vector = new float[rank];
        for (int k = 0; k < rank; k++) {
            vector[k] = random.nextInt(7) - 3;
        }
        return vector;
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static ItemVectors of(int rank, List<float[]> vectors, boolean[] searchable) {
        int[] owners = IntStream.range(0, vectors.size())
                .filter(item -> vectors.get(item).length > 0)
                .toArray();
        float[] rows = new float[owners.length * rank];
        for (int place = 0; place < owners.length; place++) {
            System.arraycopy(vectors.get(owners[place]), 0, rows, place * rank, rank);
        }
        return new ItemVectors(rank, owners, rows, searchable);
    }
}
