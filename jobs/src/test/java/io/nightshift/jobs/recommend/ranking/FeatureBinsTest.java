package io.nightshift.jobs.recommend.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureBinsTest {
    private static List<float[]> sample(float... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new float[] {values[i]})
                .toList();
    }

    @Test
    void cutsHalfwayBetweenFewValues() {
        FeatureBins bins = FeatureBins.of(sample(3, 1, 1, 7, Float.NaN), 1);

        assertThat(bins.bounds()[0]).containsExactly(2, 5);
        assertThat(IntStream.of(-9, 1, 2, 3, 5, 6).map(value -> bins.bin(0, value)))
                .containsExactly(0, 0, 0, 1, 1, 2);
        assertThat(bins.bin(0, Double.NaN)).isEqualTo(2);
    }

    @Test
    void hasOneBinForAFeatureThatIsAlwaysTheSameOrHasNoSample() {
        assertThat(FeatureBins.of(sample(4, 4), 1).bounds()[0]).isEmpty();
        assertThat(FeatureBins.of(List.of(), 1).bin(0, 5)).isZero();
    }

    @Test
    void cutsManyValuesIntoPartsOfTheSameNumber() {
        float[] values = new float[6400];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 2711) % 6400;
        }
        FeatureBins bins = FeatureBins.of(sample(values), 1);

        int[] inBins = new int[FeatureBins.MOST];
        for (float value : values) {
            inBins[bins.bin(0, value)]++;
        }
        // Bounds follow the values at the quantiles: the first part has one more, the last one less.
        assertThat(inBins[0]).isEqualTo(101);
        assertThat(inBins[63]).isEqualTo(99);
        assertThat(IntStream.range(1, 63).map(bin -> inBins[bin])).containsOnly(100);
    }

    @Test
    void spendsNoBinTwiceOnAFrequentValue() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, i - 900);
        }
        FeatureBins bins = FeatureBins.of(sample(values), 1);

        assertThat(bins.bounds()[0]).doesNotHaveDuplicates().isSorted().hasSizeLessThan(FeatureBins.MOST);
        assertThat(bins.bin(0, 0)).isZero();
        assertThat(bins.bin(0, 1)).isEqualTo(1);
    }
}
