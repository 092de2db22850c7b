package io.nightshift.als;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import io.nightshift.linalg.Cholesky;
import io.nightshift.vector.Kernels;
import io.nightshift.vector.VectorKernels;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes scores apart into what each item of the user's history adds (Hu, Koren, Volinsky 2008, section 5). With the user's system
 * A x = sum of c p y, the score of an item with vector z is the sum of c p (z' A^-1 y) over the history. It is the score of the exact
 * solution: that of a fit with conjugate gradients differs from it by as much as the user's vector is unsolved.
 */
public final class Explainer {
    private final Dataset<Row> interactions;
    private final FixedVectors items;
    private final AlsSettings settings;

    private Explainer(Dataset<Row> interactions, FixedVectors items, AlsSettings settings) {
        this.interactions = interactions;
        this.items = items;
        this.settings = settings;
    }

    /**
     * Explains a fit. The item vectors are collected now.
     *
     * @param interactions those of the fit: user, item, weight, by any names
     * @param itemFactors those of the fit: id (int) and vector (array of float)
     * @param settings those of the fit
     * @throws SettingsException when the vectors exceed the broadcast limit
     * @throws InputBadException when the vectors' rank is not that of the settings or a number is not finite
     */
    public static Explainer of(Dataset<Row> interactions, Dataset<Row> itemFactors, AlsSettings settings) {
        return new Explainer(interactions, FixedVectors.collect(itemFactors, settings), settings);
    }

    /**
     * Explains one score. Reads the interactions once for the user's, which are collected.
     *
     * @throws InputBadException when the user has no interaction with an item that has a vector, or the item has none itself
     */
    public Explanation explain(int user, int item) {
        int target = items.position(item);
        if (target < 0) {
            throw new InputBadException(
                    "Cannot explain a score: item=" + item + ", expected one with a vector; choose one");
        }
        return explain(history(user), item, target);
    }

    private InteractionBlock history(int user) {
        Dataset<Row> own = interactions.where(interactions
                .col(Blocks.quoted(interactions.schema().fields()[0]))
                .equalTo(user));
        InteractionBlock history = Blocks.byRow(own, 1).first().known(items::position);
        if (history.rows() == 0) {
            throw new InputBadException("Cannot explain a score: user=" + user
                    + ", expected one with interactions with items that have vectors; choose one");
        }
        return history;
    }

    private Explanation explain(InteractionBlock history, int item, int target) {
        float[] solved = solve(history, target);
        List<Explanation.Contribution> contributions = IntStream.range(0, history.pairs())
                .mapToObj(k -> contribution(history, k, solved))
                .sorted(Comparator.comparingDouble((Explanation.Contribution part) -> -part.value())
                        .thenComparing(Explanation.Contribution::item))
                .toList();
        double score = contributions.stream()
                .mapToDouble(Explanation.Contribution::value)
                .sum();
        return new Explanation(history.ids()[0], item, score, contributions);
    }

    private Explanation.Contribution contribution(InteractionBlock history, int k, float[] solved) {
        int rank = settings.rank();
        int at = history.others()[k];
        float weight = history.weights()[k];
        double value = 0;
        if (weight > 0) {
            float along = Kernels.best().dot(items.vectors().values(), at * rank, solved, 0, rank);
            value = settings.weighting().confidence(settings, weight) * along;
        }
        return new Explanation.Contribution(items.ids()[at], weight, value);
    }

    /** A^-1 z, by forming the user's matrix as training does; zeros where nothing is to be shared out, as the matrix may then be singular. */
    private float[] solve(InteractionBlock history, int target) {
        VectorKernels kernels = Kernels.best();
        int rank = settings.rank();
        int stride = kernels.stride(rank);
        if (history.positive(0) == 0) {
            return new float[stride];
        }
        float[] matrix = Gram.square(items.gram(), settings.unobservedWeight(), rank, stride);
        float lambda = (float) settings.weighting()
                .lambda(settings, settings.weighting().scalingPairs(history, 0), items.ids().length);
        for (int d = 0; d < rank; d++) {
            matrix[d * stride + d] += lambda;
        }
        float[] row = new float[stride];
        for (int k = 0; k < history.pairs(); k++) {
            float root = (float) Math.sqrt(settings.weighting().extra(settings, history.weights()[k]));
            for (int d = 0; d < rank; d++) {
                row[d] = root * items.vectors().values()[history.others()[k] * rank + d];
            }
            kernels.addOuterProducts(row, 1, stride, matrix);
        }
        float[] solved = new float[stride];
        System.arraycopy(items.vectors().values(), target * rank, solved, 0, rank);
        new Cholesky(kernels, rank).solve(matrix, solved);
        return solved;
    }
}
