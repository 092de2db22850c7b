package io.nightshift.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {
    /** Hits at ranks 1, 3 and 4 of a list of five; six items are relevant. */
    private static final Set<Metric> OF_HITS = EnumSet.range(Metric.NDCG, Metric.HIT_RATE);
    private static final long HITS = hits(1, 3, 4);

    private static final double LOG2_3 = Math.log(3) / Math.log(2);
    private static final double LOG2_5 = Math.log(5) / Math.log(2);
    private static final double LOG2_6 = Math.log(6) / Math.log(2);

    @Test
    void precisionDividesByKEvenWhenTheListIsShorter() {
        assertThat(RankingMetrics.value(Metric.PRECISION, HITS, 6, 5)).isEqualTo(3.0 / 5);
        assertThat(RankingMetrics.value(Metric.PRECISION, HITS, 6, 3)).isEqualTo(2.0 / 3);
        assertThat(RankingMetrics.value(Metric.PRECISION, HITS, 6, 10)).isEqualTo(3.0 / 10);
    }

    @Test
    void recallDividesByAllRelevantItems() {
        assertThat(RankingMetrics.value(Metric.RECALL, HITS, 6, 5)).isEqualTo(3.0 / 6);
        assertThat(RankingMetrics.value(Metric.RECALL, HITS, 6, 1)).isEqualTo(1.0 / 6);
    }

    @Test
    void ndcgComparesWithTheBestListOfKItems() {
        double gained = 1 + 1 / 2.0 + 1 / LOG2_5;
        double bestOfFive = 1 + 1 / LOG2_3 + 1 / 2.0 + 1 / LOG2_5 + 1 / LOG2_6;
        assertThat(RankingMetrics.value(Metric.NDCG, HITS, 6, 5)).isCloseTo(gained / bestOfFive, within(1e-12));
    }

    @Test
    void ndcgIsOneWhenAllRelevantItemsComeFirst() {
        assertThat(RankingMetrics.value(Metric.NDCG, hits(1, 2), 2, 5)).isEqualTo(1.0);
        assertThat(RankingMetrics.value(Metric.NDCG, hits(1, 3), 2, 5))
                .isCloseTo((1 + 1 / 2.0) / (1 + 1 / LOG2_3), within(1e-12));
    }

    @Test
    void averagePrecisionDividesByTheSmallerOfKAndRelevant() {
        assertThat(RankingMetrics.value(Metric.MAP, HITS, 6, 5))
                .isCloseTo((1.0 / 1 + 2.0 / 3 + 3.0 / 4) / 5, within(1e-12));
        assertThat(RankingMetrics.value(Metric.MAP, HITS, 3, 5))
                .isCloseTo((1.0 / 1 + 2.0 / 3 + 3.0 / 4) / 3, within(1e-12));
    }

    @Test
    void reciprocalRankLooksAtTheFirstHitWithinK() {
        assertThat(RankingMetrics.value(Metric.MRR, hits(3, 4), 2, 5)).isEqualTo(1.0 / 3);
        assertThat(RankingMetrics.value(Metric.MRR, hits(3, 4), 2, 2)).isZero();
    }

    @Test
    void hitRateIsOneWithAnyHitWithinK() {
        assertThat(RankingMetrics.value(Metric.HIT_RATE, hits(3), 2, 3)).isEqualTo(1.0);
        assertThat(RankingMetrics.value(Metric.HIT_RATE, hits(3), 2, 2)).isZero();
    }

    @Test
    void anEmptyListHasZeroEverywhere() {
        for (Metric metric : OF_HITS) {
            assertThat(RankingMetrics.value(metric, 0, 1, 5)).as(metric.id()).isZero();
        }
    }

    @Test
    void aPerfectListOfTheLongestLengthIsOneEverywhere() {
        for (Metric metric : OF_HITS) {
            assertThat(RankingMetrics.value(metric, Long.MAX_VALUE, 63, RankingMetrics.MAX_LENGTH))
                    .as(metric.id())
                    .isCloseTo(1.0, within(1e-12));
        }
    }

    @Test
    void refusesAUserWithoutRelevantItems() {
        assertThatThrownBy(() -> RankingMetrics.value(Metric.NDCG, 0, 0, 10))
                .hasMessage(
                        "Cannot measure a list: relevant=0, k=10, expected at least one relevant item and k from 1 to 63");
    }

    @Test
    void refusesMetricsThatHitsDoNotTell() {
        assertThatThrownBy(() -> RankingMetrics.value(Metric.COVERAGE, 0, 1, 10))
                .hasMessage("Cannot measure the hits of one list by coverage");
    }

    @Property
    void agreesWithTheDefinitionsWrittenOut(
            @ForAll @Size(max = 63) List<Boolean> list,
            @ForAll @IntRange(min = 0, max = 40) int missed,
            @ForAll @IntRange(min = 1, max = 63) int k) {
        long hits = 0;
        for (int i = 0; i < list.size(); i++) {
            hits |= list.get(i) ? 1L << i : 0;
        }
        int relevant = Math.max(1, Long.bitCount(hits) + missed);
        for (Metric metric : OF_HITS) {
            assertThat(RankingMetrics.value(metric, hits, relevant, k))
                    .as(metric.id())
                    .isCloseTo(slowly(metric, list, relevant, k), within(1e-12));
        }
    }

    private static double slowly(Metric metric, List<Boolean> list, int relevant, int k) {
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 1; rank <= Math.min(k, list.size()); rank++) {
            if (list.get(rank - 1)) {
                ranks.add(rank);
            }
        }
        int best = Math.min(k, relevant);
        double ideal = 0;
        for (int rank = 1; rank <= best; rank++) {
            ideal += Math.log(2) / Math.log(rank + 1);
        }
        double gained =
                ranks.stream().mapToDouble(r -> Math.log(2) / Math.log(r + 1)).sum();
        double precisions = 0;
        for (int i = 0; i < ranks.size(); i++) {
            precisions += (i + 1.0) / ranks.get(i);
        }
        return switch (metric) {
            case PRECISION -> (double) ranks.size() / k;
            case RECALL -> (double) ranks.size() / relevant;
            case NDCG -> gained / ideal;
            case MAP -> precisions / best;
            case MRR -> ranks.isEmpty() ? 0 : 1.0 / ranks.get(0);
            case HIT_RATE -> ranks.isEmpty() ? 0 : 1;
            default -> throw new AssertionError(metric);
        };
    }

    private static long hits(int... ranks) {
        long hits = 0;
        for (int rank : ranks) {
            hits |= 1L << (rank - 1);
        }
        return hits;
    }
}
