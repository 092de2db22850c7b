package io.nightshift.jobs.evaluate;

import io.nightshift.jobs.recommend.ListProtocol;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.LongStream;

/** Items by their number of users descending, then item ascending, and the lists that a user gets from that order. */
final class PopularOrder implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int NOWHERE = -1;

    private final String model;
    private final int[] order;
    private final int[] users;
    /** Item to its place in the order. */
    private final int[] places;

    /**
     * @param model the name of the baseline
     * @param counted one number for each item with users, in any order: {@link #counted}
     */
    PopularOrder(String model, LongStream counted) {
        long[] sorted = counted.sorted().toArray();
        this.model = model;
        this.order = Arrays.stream(sorted).mapToInt(key -> (int) key).toArray();
        this.users = Arrays.stream(sorted)
                .mapToInt(key -> Integer.MAX_VALUE - (int) (key >>> 32))
                .toArray();
        this.places = new int[Arrays.stream(order).max().orElse(NOWHERE) + 1];
        Arrays.fill(places, NOWHERE);
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
    }

    /** An item and its number of users (at least 1) as one number that sorts by users descending, then item ascending. */
    static long counted(int item, long users) {
        return (Integer.MAX_VALUE - Math.min(users, Integer.MAX_VALUE)) << 32 | item;
    }

    String model() {
        return model;
    }

    int item(int place) {
        return order[place];
    }

    int users(int place) {
        return users[place];
    }

    /**
     * The places of the first items that a protocol lets into a user's list.
     *
     * @param own the user's items ascending, each once
     * @param most how many places
     * @return ascending; fewer when the order has no more
     */
    int[] first(ListProtocol protocol, int[] own, int most) {
        return switch (protocol) {
            case ALL -> first(place -> true, most);
            case NEW -> first(place -> Arrays.binarySearch(own, order[place]) < 0, most);
            case AGAIN -> placesOf(own, most);
        };
    }

    private int[] first(java.util.function.IntPredicate admits, int most) {
        int[] found = new int[Math.min(most, order.length)];
        int size = 0;
        for (int place = 0; place < order.length && size < found.length; place++) {
            if (admits.test(place)) {
                found[size++] = place;
            }
        }
        return Arrays.copyOf(found, size);
    }

    private int[] placesOf(int[] own, int most) {
        return Arrays.stream(own)
                .filter(item -> item < places.length && places[item] != NOWHERE)
                .map(item -> places[item])
                .sorted()
                .limit(most)
                .toArray();
    }
}
