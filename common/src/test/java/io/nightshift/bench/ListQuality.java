package io.nightshift.bench;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much of what was to be found is in lists. Users count who have a list and something to be found.
 *
 * @param users how many those are
 * @param ndcg NDCG@10 with binary gains, the ideal over min(10, to be found)
 * @param recall found in 20 / min(20, to be found)
 */
record ListQuality(int users, double ndcg, double recall) {
    static ListQuality of(Map<Integer, List<Integer>> lists, Dataset<Row> wanted) {
        Map<Integer, Set<Integer>> relevant = new HashMap<>();
        for (Row pair : (Row[]) wanted.select("user", "item").collect()) {
            relevant.computeIfAbsent(pair.getInt(0), user -> new HashSet<>()).add(pair.getInt(1));
        }
        relevant.keySet().retainAll(lists.keySet());
        double ndcg = 0;
        double recall = 0;
        for (Map.Entry<Integer, Set<Integer>> user : relevant.entrySet()) {
            List<Integer> list = lists.get(user.getKey());
            ndcg += gain(list, user.getValue()) / ideal(user.getValue().size());
            recall += (double) list.stream()
                            .limit(20)
                            .filter(user.getValue()::contains)
                            .count()
                    / Math.min(20, user.getValue().size());
        }
        return new ListQuality(relevant.size(), ndcg / relevant.size(), recall / relevant.size());
    }

    private static double gain(List<Integer> list, Set<Integer> relevant) {
        double gain = 0;
        for (int at = 0; at < Math.min(10, list.size()); at++) {
            gain += relevant.contains(list.get(at)) ? discount(at) : 0;
        }
        return gain;
    }

    private static double ideal(int relevant) {
        double ideal = 0;
        for (int at = 0; at < Math.min(10, relevant); at++) {
            ideal += discount(at);
        }
        return ideal;
    }

    private static double discount(int at) {
        return Math.log(2) / Math.log(at + 2.0);
    }
}
