package io.nightshift.jobs.recommend.links;

import io.nightshift.jobs.recommend.TopItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The strongest of one item's weights as rows of {@link ItemLinkRows#SCHEMA}. */
public final class StrongestLinks {
    private StrongestLinks() {}

    /**
     * The rows of one item.
     *
     * @param item the dense id of the item
     * @param others place to dense id, ascending
     * @param weights place to weight; only those above 0 become links, and none that is not finite
     * @param most rows at most
     * @return by weight descending, then linked item ascending
     */
    public static List<Row> of(int item, int[] others, float[] weights, int most) {
        TopItems best = new TopItems(Math.min(most, others.length));
        for (int place = 0; place < others.length; place++) {
            if (weights[place] > 0 && weights[place] >= best.worst()) {
                best.offer(others[place], weights[place]);
            }
        }
        return rows(item, best, others, weights);
    }

    /**
     * The rows of one item where weights below 0 say as much as those above: links are the weights farthest from 0.
     *
     * @param item the dense id of the item
     * @param others place to dense id, ascending
     * @param weights place to weight; 0 is no link, and none that is not finite
     * @param most rows at most
     * @return by distance from 0 descending, then linked item ascending
     */
    public static List<Row> ofEitherSign(int item, int[] others, float[] weights, int most) {
        TopItems best = new TopItems(Math.min(most, others.length));
        for (int place = 0; place < others.length; place++) {
            float distance = Math.abs(weights[place]);
            if (distance > 0 && distance >= best.worst()) {
                best.offer(others[place], distance);
            }
        }
        return rows(item, best, others, weights);
    }

    private static List<Row> rows(int item, TopItems best, int[] others, float[] weights) {
        best.sort();
        List<Row> rows = new ArrayList<>(best.size());
        for (int i = 0; i < best.size(); i++) {
            rows.add(RowFactory.create(item, best.item(i), weights[Arrays.binarySearch(others, best.item(i))]));
        }
        return rows;
    }
}
