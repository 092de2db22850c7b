package io.nightshift.als;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.NightshiftException;
import io.nightshift.linalg.NotPositiveDefiniteException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Alternating least squares on implicit feedback (Hu, Koren, Volinsky 2008). The same pairs, settings and seed give bit-equal vectors
 * for any partitioning of the input, any number of cores and after retries, on machines of one kind (the width of their registers
 * decides the order of sums).
 */
public final class ImplicitAls {
    private static final System.Logger LOG = System.getLogger(ImplicitAls.class.getName());
    private static final double RISE_BY_ROUNDING = 1e-3;

    private ImplicitAls() {}

    /**
     * Fits the vectors. Each iteration solves the items, then the users, as MLlib does.
     *
     * @param interactions three columns in this order, by any names: user id and item id (integers), weight (number). Pairs that come
     *     twice count with the sum of their weights; a weight below zero is evidence of dislike with its size as confidence
     * @param settings what to fit
     * @return the model; close it to free the vectors
     * @throws InputBadException when a value is null, an id no 32-bit integer, a weight not finite or alpha x weight above 2^24, when
     *     there is no row, when a vector's system cannot be solved, or when the objective grows or is no number
     */
    public static AlsModel fit(Dataset<Row> interactions, AlsSettings settings) {
        return fit(interactions, settings, Start.drawn(), Start.drawn());
    }

    /**
     * Fits from earlier vectors, which saves iterations when little changed since. Solved exactly, only the users' start matters, since
     * the items are solved first.
     *
     * @param interactions as in {@link #fit(Dataset, AlsSettings)}
     * @param settings what to fit; the rank is that of the earlier vectors
     * @param earlier vectors by id, in the columns of {@link AlsModel}. Ids without interactions are ignored; new ids start as they do
     *     without earlier vectors
     * @return as {@link #fit(Dataset, AlsSettings)}
     * @throws InputBadException when an earlier vector has another rank, is not finite, or comes twice; and as without
     */
    public static AlsModel fit(Dataset<Row> interactions, AlsSettings settings, EarlierFactors earlier) {
        return fit(interactions, settings, Start.from(earlier.users()), Start.from(earlier.items()));
    }

    private static AlsModel fit(Dataset<Row> interactions, AlsSettings settings, Start users, Start items) {
        Blocks blocks = null;
        try {
            blocks = Blocks.of(interactions, settings.blocks());
            if (blocks.userCount() == 0) {
                throw new InputBadException(
                        "Cannot fit ALS: interactions=0, expected at least one; check the input and its filters");
            }
            return fit(interactions.sparkSession(), blocks, settings, users, items);
        } catch (Exception failure) { // Scala throws checked exceptions that no signature names
            if (blocks != null) {
                blocks.close();
            }
            throw known(failure);
        }
    }

    private static AlsModel fit(SparkSession spark, Blocks blocks, AlsSettings settings, Start users, Start items) {
        try (Training userSide = new Training(settings, Side.users(blocks, settings.rank()), users);
                Training itemSide = new Training(settings, Side.items(blocks, settings.rank()), items)) {
            List<Double> objective = iterate(userSide, itemSide, settings);
            return new AlsModel(
                    spark,
                    blocks,
                    userSide.rows(itemSide),
                    itemSide.rows(userSide),
                    settings.broadcastLimitBytes(),
                    objective);
        }
    }

    private static List<Double> iterate(Training users, Training items, AlsSettings settings) {
        List<Double> objective = new ArrayList<>();
        for (int iteration = 0; iteration < settings.iterations(); iteration++) {
            items.solve(users);
            users.solve(items);
            objective.add(users.cost() + items.regularization());
            LOG.log(
                    System.Logger.Level.INFO,
                    "ALS iteration {0}: objective {1}",
                    iteration + 1,
                    objective.get(iteration));
            if (converged(objective, settings.tolerance())) {
                break;
            }
        }
        return objective;
    }

    /** Whether the last of these objectives ends the fit; an error when it grew. */
    static boolean converged(List<Double> objective, double tolerance) {
        int last = objective.size() - 1;
        double now = objective.get(last);
        if (!Double.isFinite(now) || (last > 0 && now > objective.get(last - 1) * (1 + RISE_BY_ROUNDING))) {
            throw new InputBadException("Cannot fit ALS: objective=" + now + " after iteration " + (last + 1)
                    + ", expected a falling number; raise regularization, or lower alpha or the weights");
        }
        return tolerance > 0 && last > 0 && objective.get(last - 1) - now < tolerance * objective.get(last - 1);
    }

    /** What went wrong in a task, as it was thrown there. */
    private static RuntimeException known(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NightshiftException expected) {
                return expected;
            }
            if (cause instanceof NotPositiveDefiniteException singular) {
                return new InputBadException(singular.getMessage(), singular);
            }
        }
        return failure instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(failure);
    }
}
