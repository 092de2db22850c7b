package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.jobs.recommend.links.ItemLinksBuilder;
import io.nightshift.jobs.recommend.ranking.Ranker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What one user's list holds, source by source, over items that can be counted by hand; long for its many small catalogues. */
class ListMakerTest {
    private static final Ladder HALF_SEGMENT = new Ladder(0.5, 0.25, Ladder.Popular.FILL);

    /** Items 0 to 5 in categories a and b; item 4 is not available, item 5 has no vector and no user. */
    private static Catalogue sixItems() {
        CatalogueBuilder items = new CatalogueBuilder(6);
        for (int item = 0; item < 6; item++) {
            items.put(item, "i" + item).category(item, item < 3 ? "a" : "b");
        }
        for (int item : new int[] {0, 1, 2, 3, 5}) {
            items.available(item);
        }
        items.users(0, 4, 1).users(1, 9, 2).users(2, 4, 1).users(3, 2, 0).users(4, 100, 20);
        items.vector(0, new float[] {1, 0}).vector(1, new float[] {0, 2}).vector(2, new float[] {2, 2});
        return items.vector(3, new float[] {4, 0}).vector(4, new float[] {9, 9}).build();
    }

    private static List<ListRow> list(Catalogue catalogue, ListSpec spec, UserHistory history, float... vector) {
        return new ListMaker(new ListModels(catalogue, Ranker.NONE, 100, 0), List.of(spec))
                .lists(history, vector)
                .get(0);
    }

    private static ListSpec home(int topN, Blend blend, Ladder ladder) {
        return new ListSpec("home", topN, blend, ListProtocol.ALL, ladder);
    }

    @Test
    void blendsFrequencyAndVectorsEachDividedByTheUsersBest() {
        UserHistory history = new UserHistory();
        history.add(0, 1, 3, (byte) UserHistory.CONVERTED);
        history.add(1, 2, 6, (byte) UserHistory.CONVERTED);

        // Vectors (1, 1): 1, 2, 4, 4 for items 0 to 3, best 4. Frequencies 3 and 6, best 6.
        assertThat(list(sixItems(), home(3, new Blend(1, 0.5, 0), Ladder.NONE), history, 1, 1))
                .containsExactly(
                        new ListRow(1, (float) (6.0 / 6 + 0.5 * 2 / 4), Source.REPEAT, "bought-before"),
                        new ListRow(0, (float) (3.0 / 6 + 0.5 * 1 / 4), Source.REPEAT, "bought-before"),
                        // Item 2 ties with item 3 and comes first; cosines with items 1 and 0 are equal, item 1 is the
                        // stronger.
                        new ListRow(2, 0.5f, Source.ALS, "like:i1"));
    }

    @Test
    void knowsNothingThatAnItemWithoutAVectorIsLike() {
        CatalogueBuilder items = new CatalogueBuilder(2);
        items.put(0, "i0").available(0).users(0, 5, 1).vector(0, new float[] {1});
        items.put(1, "i1").available(1).users(1, 9, 1);
        UserHistory history = new UserHistory();
        history.add(0, 2, 0, (byte) UserHistory.CONVERTED);
        history.add(1, -1, 0, (byte) 0);
        ListSpec spec = new ListSpec("home", 2, new Scoring.Fusion(), ListProtocol.ALL, Ladder.NONE);

        assertThat(list(items.build(), spec, history, 1))
                .containsExactly(
                        new ListRow(0, 1f / 61 + 1f / 62, Source.ALS, "taste"),
                        new ListRow(1, 1f / 61, Source.ALS, "taste"));
    }

    @Test
    void servesAUserWithoutHistoryFromTrendAndPopularity() {
        assertThat(list(sixItems(), home(9, new Blend(1, 1, 0), HALF_SEGMENT), new UserHistory()))
                .containsExactly(
                        new ListRow(1, 9, Source.POPULAR, "popular"),
                        new ListRow(0, 4, Source.POPULAR, "popular"),
                        new ListRow(2, 4, Source.POPULAR, "popular"),
                        new ListRow(3, 2, Source.POPULAR, "popular"),
                        new ListRow(5, 0, Source.POPULAR, "popular"));
    }

    @Test
    void takesHalfOfAListFromTheStrongestCategoryWhenThereIsNothingBetter() {
        UserHistory history = new UserHistory();
        history.add(3, 5, 0, (byte) UserHistory.HIDDEN);
        history.add(0, 2, 0, (byte) 0);
        history.add(1, 4, 0, (byte) UserHistory.HIDDEN);

        assertThat(list(sixItems(), home(4, new Blend(1, 1, 0), HALF_SEGMENT), history))
                .containsExactly(
                        new ListRow(0, 4, Source.SEGMENT, "category:a"),
                        new ListRow(2, 4, Source.SEGMENT, "category:a"),
                        new ListRow(5, 0, Source.POPULAR, "popular"));
    }

    @Test
    void ranksAnItemAsTrendingWhenItsLastDaysStandOut() {
        CatalogueBuilder items = new CatalogueBuilder(3);
        for (int item = 0; item < 3; item++) {
            items.put(item, "i" + item).available(item);
        }
        // 200 users of 1000 came lately: expected 100, 80 and 20; item 2 is (40 - 20) / sqrt(21) above.
        Catalogue catalogue =
                items.users(0, 500, 90).users(1, 400, 70).users(2, 100, 40).build();

        assertThat(list(
                        catalogue,
                        home(2, new Blend(1, 1, 0), new Ladder(0, 0.5, Ladder.Popular.FILL)),
                        new UserHistory()))
                .containsExactly(
                        new ListRow(2, (float) (20 / Math.sqrt(21)), Source.TRENDING, "trending"),
                        new ListRow(0, 500, Source.POPULAR, "popular"));
    }

    /** Item 0 is the user's, 1 and 2 have vectors; 3 to 5 are cold and like item 0, the last not available. */
    private static List<ListRow> withColdItems(ListSpec spec, int cold) {
        CatalogueBuilder items = new CatalogueBuilder(6);
        for (int item = 0; item < 6; item++) {
            items.put(item, "i" + item);
        }
        for (int item = 0; item < 5; item++) {
            items.available(item);
        }
        items.vector(0, new float[] {4}).vector(1, new float[] {2}).vector(2, new float[] {1});
        items.users(1, 5, 1).history(1, 5, 5, 0).users(2, 6, 1).history(2, 6, 6, 0);
        ItemLinksBuilder links = new ItemLinksBuilder(6);
        links.add(0, 3, 0.25f).add(0, 4, 0.5f).add(0, 5, 1).add(0, 1, 0.75f);
        UserHistory history = new UserHistory();
        history.add(0, (float) (Math.E - 1), 0, (byte) (UserHistory.HIDDEN | UserHistory.CONVERTED));
        Catalogue catalogue = items.links(Source.CONTENT, links.build()).build();
        return new ListMaker(new ListModels(catalogue, Ranker.NONE, 1, cold), List.of(spec))
                .lists(history, new float[] {1})
                .get(0);
    }

    @Test
    void givesItemsNobodyTookYetTheLastPlacesOfTheReserveOrWhatTheListLeavesEmpty() {
        Ladder fill = new Ladder(0, 0, Ladder.Popular.FILL);
        ListRow first = new ListRow(1, 1, Source.ALS, "like:i0");
        ListRow second = new ListRow(2, 0.5f, Source.ALS, "like:i0");
        ListRow cold = new ListRow(4, 0.5f, Source.CONTENT, "like:i0");
        ListRow colder = new ListRow(3, 0.25f, Source.CONTENT, "like:i0");

        // ln(1 + weight) is 1. The list holds what scores say; a reserve of one place goes to the closest cold item.
        assertThat(withColdItems(new ListSpec("home", 2, Blend.ALS_ONLY, ListProtocol.ALL, fill), 2))
                .containsExactly(first, second);
        assertThat(withColdItems(new ListSpec("home", 2, Blend.ALS_ONLY, ListProtocol.ALL, fill, Set.of(), 1), 2))
                .containsExactly(first, second, cold);
        assertThat(withColdItems(new ListSpec("home", 1, Blend.ALS_ONLY, ListProtocol.ALL, fill, Set.of(), 1), 1))
                .containsExactly(first, cold);
        assertThat(withColdItems(new ListSpec("home", 4, Blend.ALS_ONLY, ListProtocol.ALL, fill), 2))
                .containsExactly(first, second, cold, colder);
        // None wanted: they come last, with those popular with nobody.
        assertThat(withColdItems(new ListSpec("home", 3, Blend.ALS_ONLY, ListProtocol.ALL, fill), 0))
                .containsExactly(first, second, new ListRow(3, 0, Source.POPULAR, "popular"));
        assertThat(withColdItems(new ListSpec("home", 4, Blend.ALS_ONLY, ListProtocol.ALL, Ladder.NONE), 2))
                .containsExactly(first, second);
    }

    /** The user has item 0; linear links lead to 1 and 2, orders to 2 and 3, and other users took 3 and 4 lately. */
    private static List<ListRow> from(Source... sources) {
        CatalogueBuilder items = new CatalogueBuilder(6);
        for (int item = 0; item < 6; item++) {
            items.put(item, "i" + item).available(item).users(item, 6 - item, 0);
        }
        items.links(
                Source.LINEAR, new ItemLinksBuilder(6).add(0, 1, 2).add(0, 2, 1).build());
        items.links(
                Source.BASKET, new ItemLinksBuilder(6).add(0, 2, 3).add(0, 3, 4).build());
        UserHistory history = new UserHistory();
        history.add(0, 1, 1, (byte) UserHistory.CONVERTED);
        history.suggest(3, 0.5f);
        history.suggest(4, 0.25f);
        ListSpec spec =
                new ListSpec("home", 6, new Scoring.Fusion(), ListProtocol.ALL, Ladder.NONE, Set.of(sources), 0);
        return list(items.suggestions().build(), spec, history);
    }

    @Test
    void takesWhatSomeSourcesSpeakForAndGivesTheirReasons() {
        assertThat(from().stream().map(row -> row.source().id() + " " + row.item() + " " + row.reason()))
                .containsExactly(
                        "basket 3 bought-with:i0",
                        "linear 2 like:i0",
                        "repeat 0 bought-before",
                        "linear 1 like:i0",
                        "user-neighbours 4 alike",
                        "popular 5 popular");
        // Of the two alone each is first for two sources and second for one; item 2 comes first of equals.
        assertThat(from(Source.BASKET).stream().map(row -> row.item() + " " + row.reason()))
                .containsExactly("2 bought-with:i0", "3 bought-with:i0");
        assertThat(from(Source.USER_NEIGHBOURS, Source.REPEAT).stream().map(row -> row.item() + " " + row.reason()))
                .containsExactly("3 alike", "0 bought-before", "4 alike");
        assertThat(from(Source.POPULAR).stream().map(row -> row.item() + " " + row.reason()))
                .as("found by other sources first, and popular all the same")
                .containsExactlyInAnyOrder("1 popular", "2 popular", "3 popular", "4 popular", "5 popular");
        assertThat(from(Source.ALS)).isEmpty();
    }

    @Test
    void saysLookedAtWhereTheUserDidNotTakeTheItem() {
        CatalogueBuilder items = new CatalogueBuilder(2);
        items.put(0, "i0").vector(0, new float[] {1}).put(1, "i1").available(1).vector(1, new float[] {1});
        UserHistory history = new UserHistory();
        history.add(0, 1, 0, (byte) 0);

        assertThat(list(items.build(), home(1, Blend.ALS_ONLY, Ladder.NONE), history, 1))
                .containsExactly(new ListRow(1, 1, Source.ALS, "looked-at:i0"));
    }

    @Test
    void forgetsWhatWasSuggestedToTheUserBefore() {
        CatalogueBuilder items = new CatalogueBuilder(2);
        items.put(0, "i0").available(0).put(1, "i1").available(1);
        ListMaker maker = new ListMaker(
                new ListModels(items.suggestions().build(), Ranker.NONE, 10, 0),
                List.of(new ListSpec(
                        "home", 2, new Scoring.OneSource(Source.USER_NEIGHBOURS), ListProtocol.ALL, Ladder.NONE)));
        UserHistory history = new UserHistory();
        history.suggest(0, 2);
        assertThat(maker.lists(history, new float[0]).get(0))
                .containsExactly(new ListRow(0, 2, Source.USER_NEIGHBOURS, "alike"));
        history.clear();
        history.suggest(1, 1);
        assertThat(maker.lists(history, new float[0]).get(0))
                .containsExactly(new ListRow(1, 1, Source.USER_NEIGHBOURS, "alike"));
    }

    @Property
    void givesEachUserAsManyRowsAsAreEligibleInTheOrderOfASlowTwin(
            @ForAll @IntRange(min = 1, max = 40) int items,
            @ForAll @IntRange(min = 1, max = 50) int topN,
            @ForAll long seed) {
        Random random = new Random(seed);
        CatalogueBuilder builder = new CatalogueBuilder(items);
        Map<Integer, float[]> vectors = new HashMap<>();
        boolean[] available = new boolean[items];
        UserHistory history = new UserHistory();
        Map<Integer, int[]> pairs = new HashMap<>();
        for (int item = 0; item < items; item++) {
            builder.put(item, "i" + item).users(item, random.nextInt(4), 0);
            available[item] = random.nextInt(5) > 0;
            if (available[item]) {
                builder.available(item);
            }
            if (random.nextInt(3) > 0) {
                float[] vector = {random.nextInt(5) - 2, random.nextInt(5) - 2};
                vectors.put(item, vector);
                builder.vector(item, vector);
            }
            if (random.nextInt(3) == 0) {
                int[] pair = {random.nextInt(3), random.nextInt(3), random.nextInt(4)};
                pairs.put(item, pair);
                history.add(item, pair[0], pair[1], (byte) pair[2]);
            }
        }
        float[] user = random.nextInt(5) == 0 ? new float[0] : new float[] {1, random.nextInt(3) - 1};
        Catalogue catalogue = builder.build();

        for (ListProtocol protocol : ListProtocol.values()) {
            for (Ladder ladder : List.of(Ladder.NONE, HALF_SEGMENT)) {
                ListSpec spec = new ListSpec("home", topN, new Blend(1, 0.5, 0), protocol, ladder);
                List<ListRow> rows = list(catalogue, spec, history, user);

                List<Integer> eligible = eligible(available, pairs, protocol);
                List<Integer> blended = slowBlend(eligible, vectors, pairs, user, topN);
                assertThat(rows.stream().map(ListRow::item).limit(blended.size()))
                        .containsExactlyElementsOf(blended);
                assertThat(rows.stream().map(ListRow::item))
                        .doesNotHaveDuplicates()
                        .isSubsetOf(eligible);
                if (ladder == HALF_SEGMENT && protocol != ListProtocol.AGAIN) {
                    assertThat(rows).hasSize(Math.min(topN, eligible.size()));
                } else {
                    assertThat(rows).hasSameSizeAs(blended);
                }
            }
        }
    }

    private static List<Integer> eligible(boolean[] available, Map<Integer, int[]> pairs, ListProtocol protocol) {
        List<Integer> eligible = new ArrayList<>();
        for (int item = 0; item < available.length; item++) {
            int flags = pairs.containsKey(item) ? pairs.get(item)[2] : 0;
            boolean converted = (flags & UserHistory.CONVERTED) != 0;
            boolean allowed = protocol == ListProtocol.ALL || (protocol == ListProtocol.AGAIN) == converted;
            if (available[item] && (flags & UserHistory.HIDDEN) == 0 && allowed) {
                eligible.add(item);
            }
        }
        return eligible;
    }

    private static List<Integer> slowBlend(
            List<Integer> eligible, Map<Integer, float[]> vectors, Map<Integer, int[]> pairs, float[] user, int topN) {
        Map<Integer, Float> dots = new HashMap<>();
        Map<Integer, Float> frequencies = new HashMap<>();
        for (int item : eligible) {
            float[] vector = vectors.get(item);
            dots.put(item, vector == null || user.length == 0 ? 0 : user[0] * vector[0] + user[1] * vector[1]);
            frequencies.put(item, pairs.containsKey(item) ? (float) pairs.get(item)[1] : 0);
        }
        float bestDot = dots.values().stream().max(Float::compare).orElse(0f);
        float bestFrequency = frequencies.values().stream().max(Float::compare).orElse(0f);
        Map<Integer, Float> scores = new HashMap<>();
        for (int item : eligible) {
            double repeat = bestFrequency > 0 ? 1 / bestFrequency * frequencies.get(item) : 0;
            double als = bestDot > 0 ? 0.5 / bestDot * dots.get(item) : 0;
            scores.put(item, (float) (repeat + als));
        }
        return eligible.stream()
                .filter(item -> scores.get(item) > 0)
                .sorted(Comparator.comparing((Integer item) -> -scores.get(item))
                        .thenComparing(item -> item))
                .limit(topN)
                .toList();
    }
}
