package io.nightshift.jobs.recommend.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ItemLinksTest {
    private record Link(int item, int linked, float weight) {}

    private static List<String> text(ItemLinks links, int item) {
        List<String> text = new ArrayList<>();
        for (int link = links.from(item); link < links.to(item); link++) {
            text.add(links.linked(link) + " " + links.weight(link));
        }
        return text;
    }

    @Test
    void holdsAnItemsLinksByWeightThenByItem() {
        ItemLinks links = new ItemLinksBuilder(4)
                .add(2, 0, 0.1f)
                .add(0, 3, -0.5f)
                .add(0, 2, 0.7f)
                .add(0, 1, 0.5f)
                .add(0, 0, 0.5f)
                .add(3, 1, 0)
                .build();

        assertThat(text(links, 0)).containsExactly("2 0.7", "0 0.5", "1 0.5", "3 -0.5");
        assertThat(text(links, 1)).isEmpty();
        assertThat(text(links, 2)).containsExactly("0 0.1");
        assertThat(text(links, 3)).isEmpty();
        assertThat(links.items()).isEqualTo(4);
        assertThat(links.size()).isEqualTo(5);
    }

    @Test
    void refusesAWeightThatIsNoNumber() {
        assertThatThrownBy(() -> new ItemLinksBuilder(3).add(1, 2, Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot link items: weight=NaN of 1 and 2, expected a finite number; drop the link before");
    }

    @Test
    void scoresAHistoryAndNamesTheItemThatSpeaksLoudest() {
        LinkScores scores = new LinkScores(new ItemLinksBuilder(5)
                .add(0, 2, 0.5f)
                .add(1, 2, 0.25f)
                .add(1, 3, 1)
                .add(0, 4, -1)
                .build());

        scores.add(0, 1);
        scores.add(1, 4);

        assertThat(scores.size()).isEqualTo(3);
        assertThat(scores.score(2)).isEqualTo(1.5f);
        assertThat(scores.strongest(2)).isEqualTo(1);
        assertThat(scores.score(3)).isEqualTo(4);
        assertThat(scores.score(4)).isEqualTo(-1);
        assertThat(scores.strongest(4)).isEqualTo(-1);
        assertThat(scores.score(0)).isZero();
        scores.clear();
        assertThat(scores.size()).isZero();
        assertThat(scores.score(3)).isZero();
        assertThat(scores.strongest(3)).isEqualTo(-1);
    }

    @Test
    void scoresAsASumOverAllLinksDoes() {
        Random random = new Random(7);
        int items = 300;
        List<Link> all = links(random, items);
        ItemLinksBuilder builder = new ItemLinksBuilder(items);
        all.forEach(link -> builder.add(link.item, link.linked, link.weight));
        LinkScores scores = new LinkScores(builder.build());

        for (int user = 0; user < 20; user++) {
            TreeMap<Integer, Float> history = new TreeMap<>();
            for (int i = 0; i < user * user; i++) {
                history.put(random.nextInt(items), random.nextInt(5) / 4f);
            }
            scores.clear();
            history.forEach(scores::add);

            float[] expected = summed(all, history, items);
            for (int item = 0; item < items; item++) {
                assertThat(scores.score(item)).isEqualTo(expected[item]);
            }
        }
    }

    /** Multiples of 1/8 with many ties, so that sums are exact in any order; some items link to nothing. */
    private static List<Link> links(Random random, int items) {
        List<Link> links = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            int most = item % 7 == 0 ? 0 : random.nextInt(2 * 20);
            for (int linked : random.ints(0, items).distinct().limit(most).toArray()) {
                links.add(new Link(item, linked, (random.nextInt(15) - 3) / 8f));
            }
        }
        java.util.Collections.shuffle(links, random);
        return links;
    }

    private static float[] summed(List<Link> links, Map<Integer, Float> history, int items) {
        float[] sums = new float[items];
        for (Link link : links) {
            sums[link.linked] += history.getOrDefault(link.item, 0f) * link.weight;
        }
        return sums;
    }
}
