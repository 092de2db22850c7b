package io.nightshift.jobs.recommend;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Learns a vector for each user and each item from implicit feedback. */
public interface FactorTrainer {
    /**
     * Fits the vectors.
     *
     * @param pairs rows with user (int), item (int) and weight (double), as in {@link InteractionsTable}; only weights above zero count
     * @return the vectors, to be closed when they have been used; none when no weight is above zero
     */
    Factors fit(Dataset<Row> pairs);

    /** The trainer that the settings name. */
    static FactorTrainer of(FactorSettings settings, long seed) {
        return switch (settings.engine()) {
            case NIGHTSHIFT -> new NightshiftTrainer(settings, seed);
            case MLLIB -> new MllibTrainer(settings, seed);
        };
    }
}
