package io.nightshift.ranking;

import java.util.Arrays;

/** The best n of the candidates offered, by score descending, then id ascending. -0 and 0 are equal. Not finite scores do not count. */
final class BoundedHeap {
    private final int[] ids;
    private final float[] scores;
    private int size;

    /** For n of 1 or more. */
    BoundedHeap(int n) {
        ids = new int[n];
        scores = new float[n];
    }

    /** A candidate below this score cannot enter; one of this score may. */
    float threshold() {
        return size < ids.length ? Float.NEGATIVE_INFINITY : scores[0];
    }

    /** Whether the candidate would enter. */
    boolean admits(int id, float score) {
        return size < ids.length || worse(ids[0], scores[0], id, score);
    }

    /** Takes a finite candidate that is admitted. */
    void add(int id, float score) {
        if (size < ids.length) {
            rise(size++, id, score);
        } else {
            sink(0, size, id, score);
        }
    }

    /** Empties the heap: the candidates kept, best first. */
    TopList drain() {
        int kept = size;
        while (size > 1) {
            size--;
            int id = ids[size];
            float score = scores[size];
            ids[size] = ids[0];
            scores[size] = scores[0];
            sink(0, size, id, score);
        }
        size = 0;
        return new TopList(Arrays.copyOf(ids, kept), Arrays.copyOf(scores, kept));
    }

    private void rise(int from, int id, float score) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!worse(id, score, ids[parent], scores[parent])) {
                break;
            }
            ids[at] = ids[parent];
            scores[at] = scores[parent];
            at = parent;
        }
        ids[at] = id;
        scores[at] = score;
    }

    private void sink(int from, int end, int id, float score) {
        int at = from;
        for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && worse(ids[child + 1], scores[child + 1], ids[child], scores[child])) {
                child++;
            }
            if (!worse(ids[child], scores[child], id, score)) {
                break;
            }
            ids[at] = ids[child];
            scores[at] = scores[child];
            at = child;
        }
        ids[at] = id;
        scores[at] = score;
    }

    private static boolean worse(int id, float score, int otherId, float otherScore) {
        return score < otherScore || (score == otherScore && id > otherId);
    }
}
