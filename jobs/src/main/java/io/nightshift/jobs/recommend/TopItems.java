package io.nightshift.jobs.recommend;

/**
 * The best items seen so far by score descending, then item ascending: a heap of fixed size with the worst at its root. Scores that are
 * not finite never enter.
 */
public final class TopItems {
    private final int[] items;
    private final float[] scores;
    private int size;

    /** At most {@code most} items, at least 0. */
    public TopItems(int most) {
        this.items = new int[most];
        this.scores = new float[most];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size == items.length;
    }

    /** The score that a newcomer has to reach: minus infinity while there is room. */
    public float worst() {
        return !isFull() ? Float.NEGATIVE_INFINITY : size == 0 ? Float.POSITIVE_INFINITY : scores[0];
    }

    /** The item at a place of {@link #sort}. */
    public int item(int place) {
        return items[place];
    }

    /** The score at a place of {@link #sort}. */
    public float score(int place) {
        return scores[place];
    }

    /** Takes the item in when it is among the best. An item must be offered at most once. */
    public void offer(int item, float score) {
        if (!Float.isFinite(score)) {
            return;
        }
        if (!isFull()) {
            items[size] = item;
            scores[size] = score;
            up(size++);
        } else if (size > 0 && isWorse(scores[0], items[0], score, item)) {
            items[0] = item;
            scores[0] = score;
            down(0, size);
        }
    }

    /** Orders the items best first; afterwards only reading and {@link #clear} are allowed. */
    public void sort() {
        for (int end = size - 1; end > 0; end--) {
            swap(0, end);
            down(0, end);
        }
    }

    private static boolean isWorse(float score, int item, float otherScore, int otherItem) {
        return score < otherScore || (score == otherScore && item > otherItem);
    }

    private boolean isWorse(int a, int b) {
        return isWorse(scores[a], items[a], scores[b], items[b]);
    }

    private void up(int from) {
        int child = from;
        while (child > 0 && isWorse(child, (child - 1) / 2)) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    private void down(int from, int end) {
        int parent = from;
        while (2 * parent + 1 < end) {
            int child = 2 * parent + 1;
            if (child + 1 < end && isWorse(child + 1, child)) {
                child++;
            }
            if (!isWorse(child, parent)) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private void swap(int a, int b) {
        int item = items[a];
        items[a] = items[b];
        items[b] = item;
        float score = scores[a];
        scores[a] = scores[b];
        scores[b] = score;
    }
}
