package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.Catalogue.LinkSource;
import io.nightshift.jobs.recommend.Catalogue.UserCounts;
import io.nightshift.jobs.recommend.links.ItemLinks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Collects items one by one, in any order, and derives the {@link Catalogue}'s rankings from them. */
final class CatalogueBuilder {
    /** An item trends when it is at least so many standard deviations above expectation. */
    static final float TRENDS_FROM = 2;

    private final String[] ids;
    private final boolean[] available;
    private final String[] itemCategories;
    private final int[] users;
    private final int[] recentUsers;
    private final int[] longerUsers;
    private final int[] everUsers;
    private final int[] repeaters;
    private final float[][] vectors;
    private final List<LinkSource> links = new ArrayList<>();
    private boolean hasSuggestions;

    /** For items 0 to {@code items} - 1; each must be put once. */
    CatalogueBuilder(int items) {
        this.ids = new String[items];
        this.available = new boolean[items];
        this.itemCategories = new String[items];
        this.users = new int[items];
        this.recentUsers = new int[items];
        this.longerUsers = new int[items];
        this.everUsers = new int[items];
        this.repeaters = new int[items];
        this.vectors = new float[items][];
    }

    /** An item with its id. */
    CatalogueBuilder put(int item, String id) {
        ids[item] = id;
        vectors[item] = new float[0];
        return this;
    }

    /** Lets the item be recommended. */
    CatalogueBuilder available(int item) {
        available[item] = true;
        return this;
    }

    /** Puts the item into a category. */
    CatalogueBuilder category(int item, String name) {
        itemCategories[item] = name;
        return this;
    }

    /** Users with a conversion in the popularity window, and in its last days. */
    CatalogueBuilder users(int item, int inWindow, int recently) {
        users[item] = inWindow;
        recentUsers[item] = recently;
        return this;
    }

    /** Users with a conversion in a window three times as long, at any time, and more than once. */
    CatalogueBuilder history(int item, int inLongerWindow, int ever, int more) {
        longerUsers[item] = inLongerWindow;
        everUsers[item] = ever;
        repeaters[item] = more;
        return this;
    }

    /** Users come with suggestions. */
    CatalogueBuilder suggestions() {
        hasSuggestions = true;
        return this;
    }

    /** A source of links between the items. */
    CatalogueBuilder links(Source source, ItemLinks ofItems) {
        links.add(new LinkSource(source, ofItems));
        return this;
    }

    /** The item's vector; all of one length. */
    CatalogueBuilder vector(int item, float[] vector) {
        vectors[item] = vector;
        return this;
    }

    Catalogue build() {
        TreeMap<String, Integer> names = categoryNames();
        int[] categories = new int[ids.length];
        for (int item = 0; item < ids.length; item++) {
            categories[item] = itemCategories[item] == null ? -1 : names.get(itemCategories[item]);
        }
        int[] popular = popular();
        return new Catalogue(
                PackedIds.of(ids),
                available,
                categories,
                names.keySet().toArray(String[]::new),
                users,
                new UserCounts(recentUsers, longerUsers, everUsers, repeaters),
                popular,
                popularInCategory(popular, categories, names.size()),
                trend(),
                itemVectors(),
                List.copyOf(links),
                hasSuggestions);
    }

    private TreeMap<String, Integer> categoryNames() {
        TreeMap<String, Integer> names = new TreeMap<>(Utf8Order.INSTANCE);
        for (String name : itemCategories) {
            if (name != null) {
                names.put(name, 0);
            }
        }
        int code = 0;
        for (var entry : names.entrySet()) {
            entry.setValue(code++);
        }
        return names;
    }

    /** The sort key puts more users first, then the lower item. */
    private int[] popular() {
        return IntStream.range(0, ids.length)
                .filter(item -> available[item])
                .mapToLong(item -> ((long) (Integer.MAX_VALUE - users[item]) << 32) | item)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    private int[][] popularInCategory(int[] popular, int[] categories, int count) {
        int[] sizes = new int[count];
        int[][] lists = new int[count][];
        for (int pass = 0; pass < 2; pass++) {
            for (int category = 0; pass == 1 && category < count; category++) {
                lists[category] = new int[sizes[category]];
                sizes[category] = 0;
            }
            for (int item : popular) {
                if (categories[item] >= 0 && users[item] > 0) {
                    int place = sizes[categories[item]]++;
                    if (pass == 1) {
                        lists[categories[item]][place] = item;
                    }
                }
            }
        }
        return lists;
    }

    /**
     * How far an item's recent users exceed what its users in the window lead to expect, in standard deviations of a Poisson count:
     * (recent - e) / sqrt(e + 1), e = users x all recent / all users.
     */
    private Catalogue.Trend trend() {
        double all = Arrays.stream(users).asLongStream().sum();
        double recent = Arrays.stream(recentUsers).asLongStream().sum();
        float[] strengths = new float[ids.length];
        for (int item = 0; item < ids.length; item++) {
            double expected = all > 0 ? users[item] * recent / all : 0;
            strengths[item] = (float) ((recentUsers[item] - expected) / Math.sqrt(expected + 1));
        }
        int[] items = IntStream.range(0, ids.length)
                .filter(item -> available[item] && strengths[item] >= TRENDS_FROM)
                .boxed()
                .sorted((a, b) -> strengths[a] != strengths[b]
                        ? Float.compare(strengths[b], strengths[a])
                        : Integer.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] sorted = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            sorted[i] = strengths[items[i]];
        }
        return new Catalogue.Trend(items, sorted);
    }

    private ItemVectors itemVectors() {
        int[] owners = IntStream.range(0, ids.length)
                .filter(item -> vectors[item].length > 0)
                .toArray();
        int rank = owners.length == 0 ? 0 : vectors[owners[0]].length;
        float[] rows = new float[Math.multiplyExact(owners.length, rank)];
        for (int place = 0; place < owners.length; place++) {
            System.arraycopy(vectors[owners[place]], 0, rows, place * rank, rank);
        }
        return new ItemVectors(rank, owners, rows, available);
    }
}
