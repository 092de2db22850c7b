package io.nightshift.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.vector.Kernels;
import io.nightshift.vector.ScalarKernels;
import io.nightshift.vector.VectorKernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TileScanTest {
    private static final int RANK = 7;
    private static final int USERS = 6;

    static Stream<VectorKernels> kernels() {
        return Stream.of(new ScalarKernels(), Kernels.best());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void findsWhatScoringEverythingFinds(VectorKernels kernels) {
        for (Shape shape : Shape.values()) {
            for (int items : new int[] {1, 2, 31, 32, 33, 500}) {
                for (int n : new int[] {1, 5, 20, 600}) {
                    compare(kernels, shape, items, n);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dropsAndCountsWhatIsNotFinite(VectorKernels kernels) {
        float[] vectors = {1, Float.NaN, Float.POSITIVE_INFINITY, 2, 3e38f};
        PackedItems items = new PackedItems(kernels, new int[] {10, 11, 12, 13, 14}, vectors, 1, item -> true);
        TileScan scan = new TileScan(kernels, items, 3);
        List<TopList> lists =
                scan.scan(List.of(new float[] {2}, new float[] {Float.NaN}), List.of(id -> false, id -> false));

        assertThat(items.dropped()).isEqualTo(2);
        assertThat(scan.dropped()).isEqualTo(1);
        assertThat(lists.get(0).ids()).containsExactly(13, 10);
        assertThat(lists.get(0).scores()).containsExactly(4, 2);
        assertThat(lists.get(1).ids()).isEmpty();
    }

    private static void compare(VectorKernels kernels, Shape shape, int count, int n) {
        SplittableRandom random = new SplittableRandom(count * 31L + n);
        float[] vectors = shape.vectors(count, random);
        float[] users = shape.vectors(USERS, random);
        int[] ids = IntStream.range(0, count)
                .map(item -> (item * 7919 + 13) % 10007)
                .toArray();
        PackedItems items = new PackedItems(kernels, ids, vectors, RANK, item -> item % 11 != 3);
        List<float[]> tile = new ArrayList<>();
        List<IntPredicate> excluded = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            float[] vector = new float[RANK];
            System.arraycopy(users, user * RANK, vector, 0, RANK);
            tile.add(vector);
            int rest = user;
            excluded.add(id -> rest > 0 && id % (rest + 1) == 0);
        }
        List<TopList> lists = new TileScan(kernels, items, n).scan(tile, excluded);
        for (int user = 0; user < USERS; user++) {
            List<Scored> expected = everything(tile.get(user), ids, vectors, excluded.get(user)).stream()
                    .limit(n)
                    .toList();
            List<Scored> found = new ArrayList<>();
            for (int k = 0; k < lists.get(user).ids().length; k++) {
                found.add(new Scored(lists.get(user).ids()[k], lists.get(user).scores()[k]));
            }
            assertThat(found).as("%s %d items %d places", shape, count, n).isEqualTo(expected);
        }
    }

    private static List<Scored> everything(float[] user, int[] ids, float[] vectors, IntPredicate excluded) {
        List<Scored> all = new ArrayList<>();
        for (int item = 0; item < ids.length; item++) {
            if (item % 11 != 3 && !excluded.test(ids[item])) {
                float score = 0;
                for (int d = 0; d < RANK; d++) {
                    score = Math.fma(user[d], vectors[item * RANK + d], score);
                }
                all.add(new Scored(ids[item], score));
            }
        }
        all.sort(Comparator.<Scored>comparingDouble(scored -> -scored.score() + 0.0)
                .thenComparingInt(Scored::id));
        return all;
    }

    private record Scored(int id, float score) {}

    private enum Shape {
        RANDOM {
            @Override
            float number(int vector, SplittableRandom random) {
                return (float) (random.nextDouble() - 0.5) * (1 + vector % 5);
            }
        },
        TIES {
            @Override
            float number(int vector, SplittableRandom random) {
                return random.nextInt(2);
            }
        },
        ZERO {
            @Override
            float number(int vector, SplittableRandom random) {
                return 0;
            }
        },
        EQUAL_NORMS {
            @Override
            float number(int vector, SplittableRandom random) {
                return random.nextBoolean() ? 1 : -1;
            }
        },
        HUGE_AND_TINY {
            @Override
            float number(int vector, SplittableRandom random) {
                return (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(36) - 18));
            }
        };

        abstract float number(int vector, SplittableRandom random);

        float[] vectors(int count, SplittableRandom random) {
            float[] vectors = new float[count * RANK];
            for (int k = 0; k < vectors.length; k++) {
                vectors[k] = number(k / RANK, random);
            }
            return vectors;
        }
    }
}
