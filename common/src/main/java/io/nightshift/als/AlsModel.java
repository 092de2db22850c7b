package io.nightshift.als;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Fitted vectors. They stay in memory until the model is closed; write or cache what must outlive it. */
public final class AlsModel implements AutoCloseable {
    /** Column of both sides: the id, an integer, never null. */
    public static final String ID = "id";
    /** Column of both sides: the vector, rank finite floats. */
    public static final String FACTOR = "factor";

    private final FactorRows users;
    private final FactorRows items;
    private final Dataset<Row> userFactors;
    private final Dataset<Row> itemFactors;
    private final List<Double> objective;

    AlsModel(SparkSession spark, FactorRows users, FactorRows items, List<Double> objective) {
        this.users = users;
        this.items = items;
        this.userFactors = users.dataset(spark);
        this.itemFactors = items.dataset(spark);
        this.objective = List.copyOf(objective);
    }

    /** A row for each user with an interaction: {@link #ID} and {@link #FACTOR}. */
    public Dataset<Row> userFactors() {
        return userFactors;
    }

    /** A row for each item with an interaction: {@link #ID} and {@link #FACTOR}. */
    public Dataset<Row> itemFactors() {
        return itemFactors;
    }

    /** The objective after each iteration; see {@link AlsSettings}. */
    public List<Double> objective() {
        return objective;
    }

    @Override
    public void close() {
        users.close();
        items.close();
    }
}
