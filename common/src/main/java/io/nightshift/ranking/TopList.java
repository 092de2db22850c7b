package io.nightshift.ranking;

import java.util.List;

/**
 * One user's list, best first.
 *
 * @param ids of the items
 * @param scores of the same length, finite, never rising; equal scores have rising ids
 */
public record TopList(int[] ids, float[] scores) {
    /** The best n of some lists that have no id in common, n of 1 or more. */
    public static TopList merged(List<TopList> lists, int n) {
        int all = lists.stream().mapToInt(list -> list.ids.length).sum();
        BoundedHeap heap = new BoundedHeap(Math.max(1, Math.min(n, all)));
        for (TopList list : lists) {
            for (int k = 0; k < list.ids.length; k++) {
                if (heap.admits(list.ids[k], list.scores[k])) {
                    heap.add(list.ids[k], list.scores[k]);
                }
            }
        }
        return heap.drain();
    }
}
