package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.UserHistory.Habit;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** The users of one partition of {@link GatheredRows}, one in memory at a time: the same object with other contents. */
final class GatheredUsers implements Iterator<GatheredUsers.GatheredUser> {
    private final Iterator<Row> rows;
    private final GatheredUser user = new GatheredUser();
    private Row next;

    GatheredUsers(Iterator<Row> rows) {
        this.rows = rows;
        advance();
        skipHeadless();
    }

    /** A user of the audience with the pairs. */
    static final class GatheredUser {
        private final UserHistory history = new UserHistory();
        private Row head;
        private int[] taken = new int[16];
        private int takenSize;

        /** The dense id. */
        int user() {
            return userOf(head);
        }

        String userId() {
            return head.getString(1);
        }

        /** The vector; empty without one. */
        float[] vector() {
            return FloatArrays.of(head, 2);
        }

        UserHistory history() {
            return history;
        }

        /** Whether the item was taken in the label window; nothing is where there are no labels. */
        boolean took(int item) {
            return java.util.Arrays.binarySearch(taken, 0, takenSize, item) >= 0;
        }

        private void addTaken(int item) {
            if (takenSize == taken.length) {
                taken = java.util.Arrays.copyOf(taken, 2 * takenSize);
            }
            taken[takenSize++] = item;
        }

        private void addPair(Row row) {
            history.add(
                    (int) row.getLong(0) - 1,
                    row.getFloat(3),
                    row.getFloat(4),
                    row.getByte(12),
                    new Habit(
                            row.getFloat(5),
                            row.getFloat(6),
                            row.getFloat(7),
                            row.getInt(8),
                            row.getInt(9),
                            row.getInt(10),
                            row.getInt(11)));
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public GatheredUser next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        user.head = next;
        user.history.clear();
        user.takenSize = 0;
        for (advance(); next != null && userOf(next) == user.user(); advance()) {
            if (!next.isNullAt(3)) {
                user.addPair(next);
            } else if (!next.isNullAt(13)) {
                user.history.suggest((int) next.getLong(0) - 1, next.getFloat(13));
            } else {
                user.addTaken((int) next.getLong(0) - 1);
            }
        }
        skipHeadless();
        return user;
    }

    /** Pairs without a head are of users outside the audience. */
    private void skipHeadless() {
        while (next != null && (int) next.getLong(0) != 0) {
            advance();
        }
    }

    private void advance() {
        next = rows.hasNext() ? rows.next() : null;
    }

    private static int userOf(Row row) {
        return (int) (row.getLong(0) >>> 32);
    }
}
