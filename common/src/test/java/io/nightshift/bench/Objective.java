package io.nightshift.bench;

import io.nightshift.als.AlsSettings;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The objective of {@link AlsSettings} with its default weighting, in doubles on the driver: for benchmarks of a few million pairs. */
final class Objective {
    private Objective() {}

    static double of(Dataset<Row> pairs, Dataset<Row> users, Dataset<Row> items, AlsSettings settings) {
        double[][] userVectors = vectors(users);
        double[][] itemVectors = vectors(items);
        int[] userCounts = new int[userVectors.length];
        int[] itemCounts = new int[itemVectors.length];
        double sum = everywhere(gram(userVectors, settings.rank()), gram(itemVectors, settings.rank()));
        for (Row pair : (Row[]) pairs.select("user", "item", "weight").collect()) {
            double score = dot(userVectors[pair.getInt(0)], itemVectors[pair.getInt(1)]);
            double confidence = 1 + settings.alpha() * pair.getFloat(2);
            sum += confidence * (1 - score) * (1 - score) - score * score;
            userCounts[pair.getInt(0)]++;
            itemCounts[pair.getInt(1)]++;
        }
        return sum
                + settings.regularization()
                        * (regularization(userVectors, userCounts) + regularization(itemVectors, itemCounts));
    }

    private static double[][] vectors(Dataset<Row> side) {
        Row[] rows = (Row[]) side.collect();
        int most = 0;
        for (Row row : rows) {
            most = Math.max(most, row.getInt(0));
        }
        double[][] vectors = new double[most + 1][0];
        for (Row row : rows) {
            List<Float> values = row.getList(1);
            vectors[row.getInt(0)] =
                    values.stream().mapToDouble(Float::doubleValue).toArray();
        }
        return vectors;
    }

    private static double[][] gram(double[][] vectors, int rank) {
        double[][] gram = new double[rank][rank];
        for (double[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                for (int j = 0; j < rank; j++) {
                    gram[i][j] += vector[i] * vector[j];
                }
            }
        }
        return gram;
    }

    /** The sum of squared scores over all pairs: the trace of the Gram matrices' product. */
    private static double everywhere(double[][] users, double[][] items) {
        double sum = 0;
        for (int i = 0; i < users.length; i++) {
            sum += dot(users[i], items[i]);
        }
        return sum;
    }

    private static double regularization(double[][] vectors, int[] counts) {
        double sum = 0;
        for (int at = 0; at < vectors.length; at++) {
            sum += counts[at] * dot(vectors[at], vectors[at]);
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += a[d] * b[d];
        }
        return sum;
    }
}
