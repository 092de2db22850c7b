package io.nightshift.jobs.recommend.neighbours;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one user did first and what after, and which items follow which. A step is an item on a day: of what comes first its earliest time
 * of the day counts, of what comes after its latest, which says all that an order of the single events would. Reused from user to user.
 */
final class UserSteps {
    private final int withinDays;
    private final int most;
    private final Side from = new Side();
    private final Side to = new Side();
    private long capped;

    /**
     * Steps at most so many days apart.
     *
     * @param withinDays from 0, the same day
     * @param most steps on either side; those added first are kept
     */
    UserSteps(int withinDays, int most) {
        this.withinDays = withinDays;
        this.most = most;
    }

    /** The steps of one side. */
    private static final class Side {
        private final List<Step> steps = new ArrayList<>();
        private final Map<Long, Integer> places = new HashMap<>();
        private final Set<Long> left = new HashSet<>();

        private void clear() {
            steps.clear();
            places.clear();
            left.clear();
        }

        private Set<Integer> items() {
            Set<Integer> items = new HashSet<>();
            steps.forEach(step -> items.add(step.item));
            return items;
        }
    }

    private record Step(int item, int day, long time) {}

    /** Turns to another user. */
    void clear() {
        from.clear();
        to.clear();
        capped = 0;
    }

    /** Adds an event that comes first, newest before older ones. */
    void addFrom(int item, int day, long time) {
        add(from, item, day, time, true);
    }

    /** Adds an event that comes after, newest before older ones. */
    void addTo(int item, int day, long time) {
        add(to, item, day, time, false);
    }

    private void add(Side side, int item, int day, long time, boolean replaces) {
        long key = ((long) item << 32) | day;
        Integer place = side.places.get(key);
        if (place != null) {
            if (replaces) {
                side.steps.set(place, new Step(item, day, time));
            }
        } else if (side.steps.size() < most) {
            side.places.put(key, side.steps.size());
            side.steps.add(new Step(item, day, time));
        } else if (side.left.add(key)) {
            capped++;
        }
    }

    /** How many steps were left out. */
    long capped() {
        return capped;
    }

    /** The items of the first side. */
    Set<Integer> fromItems() {
        return from.items();
    }

    /** The items of the other side. */
    Set<Integer> toItems() {
        return to.items();
    }

    /** Each two different items of which the one was followed by the other, once: item x 2<sup>32</sup> + following item. */
    Set<Long> pairs() {
        Set<Long> pairs = new HashSet<>();
        for (Step first : from.steps) {
            for (Step then : to.steps) {
                if (first.item != then.item && first.time <= then.time && then.day - first.day <= withinDays) {
                    pairs.add(((long) first.item << 32) | then.item);
                }
            }
        }
        return pairs;
    }
}
