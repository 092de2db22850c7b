package io.nightshift.ranking;

import io.nightshift.vector.VectorKernels;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the best items of a few users at once: panel after panel, by falling norm, until no user's list can change any more. The answer
 * is that of scoring everything. Holds the buffers of one thread.
 */
public final class TileScan {
    /** Users in a tile at most. */
    public static final int USERS = VectorKernels.TILE_ROWS;

    /** Beyond, a score may leave the range of floats and bounds say nothing. */
    private static final double SAFE = 1e37;

    private final VectorKernels kernels;
    private final PackedItems items;
    private final float slack;
    private final BoundedHeap[] heaps = new BoundedHeap[USERS];
    private final float[] tile;
    private final float[] scores;
    private final double[] norms = new double[USERS];
    private long dropped;

    /** For lists of n items, n of 1 or more. */
    public TileScan(VectorKernels kernels, PackedItems items, int n) {
        this.kernels = kernels;
        this.items = items;
        // A sum of rank fused products is off by at most rank half-ulps of the norms' product (Higham 2002, section
        // 3.1).
        this.slack = 1 + 2f * items.rank() * 0x1p-24f;
        this.tile = new float[USERS * items.rank()];
        this.scores = new float[USERS * items.width()];
        for (int user = 0; user < USERS; user++) {
            heaps[user] = new BoundedHeap(Math.max(1, Math.min(n, items.count())));
        }
    }

    /**
     * The lists of a tile's users, shorter than n only when fewer items are left to them. A user with a number that is not finite gets
     * an empty list.
     *
     * @param users at most {@link #USERS} vectors
     * @param excluded for each user, which item ids not to list
     */
    public List<TopList> scan(List<float[]> users, List<IntPredicate> excluded) {
        Arrays.fill(tile, 0);
        for (int user = 0; user < users.size(); user++) {
            norms[user] = PackedItems.norm(users.get(user), 0, items.rank());
            if (Double.isFinite(norms[user])) {
                System.arraycopy(users.get(user), 0, tile, user * items.rank(), items.rank());
            }
        }
        for (int panel = 0; panel < items.panelCount(); panel++) {
            int open = open(panel, users.size());
            if (open == 0) {
                break;
            }
            kernels.panelScores(tile, items.rank(), items.panels(), panel * items.width() * items.rank(), scores);
            for (int user = 0; user < users.size(); user++) {
                if ((open >> user & 1) == 1) {
                    offer(panel, user, excluded.get(user));
                }
            }
        }
        return Arrays.stream(heaps, 0, users.size()).map(BoundedHeap::drain).toList();
    }

    /** The users, as bits, whose lists this panel or a later one may change. */
    private int open(int panel, int users) {
        int open = 0;
        for (int user = 0; user < users; user++) {
            double bound = norms[user] * items.norm(panel) * slack + Float.MIN_NORMAL;
            if (bound >= heaps[user].threshold()) {
                open |= 1 << user;
            }
        }
        return open;
    }

    private void offer(int panel, int user, IntPredicate excluded) {
        BoundedHeap heap = heaps[user];
        int from = user * items.width();
        boolean safe = norms[user] * items.norm(0) < SAFE;
        if (safe && !kernels.anyAtLeast(scores, from, items.width(), heap.threshold())) {
            return;
        }
        int first = panel * items.width();
        int end = Math.min(items.width(), items.count() - first);
        for (int k = 0; k < end; k++) {
            float score = scores[from + k];
            if (score < heap.threshold()) {
                continue;
            }
            int id = items.id(first + k);
            if (!Float.isFinite(score)) {
                dropped += excluded.test(id) ? 0 : 1;
            } else if (heap.admits(id, score) && !excluded.test(id)) {
                heap.add(id, score);
            }
        }
    }

    /** Scores met so far that were not finite and left out. */
    public long dropped() {
        return dropped;
    }
}
