package io.nightshift.jobs.recommend.linear;

import java.util.Arrays;

/** The histories of users over places of items, one after the other: 8 bytes a pair. */
final class UserRows {
    private int[] starts = new int[1024];
    private int[] places = new int[1024];
    private float[] values = new float[1024];
    private int users;
    private int size;

    /** Adds a pair to the user begun last. */
    void add(int place, float value) {
        if (size == places.length) {
            int more = (int) Math.min(Integer.MAX_VALUE - 8, 2L * size);
            places = Arrays.copyOf(places, more);
            values = Arrays.copyOf(values, more);
        }
        places[size] = place;
        values[size++] = value;
        starts[users] = size;
    }

    /** Begins the next user. */
    void begin() {
        users++;
        if (users == starts.length) {
            starts = Arrays.copyOf(starts, 2 * users);
        }
        starts[users] = size;
    }

    /** Forgets all. */
    void clear() {
        users = 0;
        size = 0;
        starts[0] = 0;
    }

    int users() {
        return users;
    }

    int from(int user) {
        return starts[user];
    }

    int to(int user) {
        return starts[user + 1];
    }

    int place(int at) {
        return places[at];
    }

    float value(int at) {
        return values[at];
    }

    /** The same pairs by item: the places of the result are users. */
    UserRows transposed(int items) {
        UserRows turned = new UserRows();
        turned.users = items;
        turned.size = size;
        turned.starts = new int[items + 1];
        turned.places = new int[size];
        turned.values = new float[size];
        for (int at = 0; at < size; at++) {
            turned.starts[places[at] + 1]++;
        }
        for (int item = 0; item < items; item++) {
            turned.starts[item + 1] += turned.starts[item];
        }
        int[] ends = Arrays.copyOf(turned.starts, items);
        for (int user = 0; user < users; user++) {
            for (int at = from(user); at < to(user); at++) {
                int turnedAt = ends[places[at]]++;
                turned.places[turnedAt] = user;
                turned.values[turnedAt] = values[at];
            }
        }
        return turned;
    }
}
