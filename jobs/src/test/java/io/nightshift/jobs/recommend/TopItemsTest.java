package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TopItemsTest {
    @Property
    void keepsWhatSortingEverythingWouldPutFirst(
            @ForAll @Size(max = 60) List<@IntRange(min = -3, max = 3) Integer> scores,
            @ForAll @IntRange(min = 0, max = 12) int most) {
        TopItems top = new TopItems(most);
        for (int item = 0; item < scores.size(); item++) {
            top.offer(item, scores.get(item));
        }
        top.sort();

        List<Integer> expected = IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparing((Integer item) -> -scores.get(item))
                        .thenComparing(item -> item))
                .limit(most)
                .toList();
        assertThat(items(top)).isEqualTo(expected);
    }

    @Test
    void neverTakesAScoreThatIsNotFinite() {
        TopItems top = new TopItems(3);
        top.offer(0, Float.NaN);
        top.offer(1, Float.POSITIVE_INFINITY);
        top.offer(2, Float.NEGATIVE_INFINITY);
        top.offer(3, 1);

        assertThat(items(top)).containsExactly(3);
    }

    private static List<Integer> items(TopItems top) {
        List<Integer> items = new ArrayList<>();
        for (int place = 0; place < top.size(); place++) {
            items.add(top.item(place));
        }
        return items;
    }
}
