package io.nightshift.jobs.evaluate;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A model that has figures under a protocol of a cut, whether or not it made a list.
 *
 * @param cut the last day that the model knows
 * @param model the model
 * @param protocol the protocol, as in the tables
 */
record ExpectedFigures(LocalDate cut, RankedModel model, String protocol) {
    /** Whether the model makes lists for users without history too. */
    static final String SERVES_ALL = "serves_all";

    private static final StructType SCHEMA = new StructType()
            .add(ModelMetricsTable.CUT_DATE, DataTypes.DateType, false)
            .add(ModelMetricsTable.MODEL, DataTypes.StringType, false)
            .add(ModelMetricsTable.PROTOCOL, DataTypes.StringType, false)
            .add(SERVES_ALL, DataTypes.BooleanType, false);

    /** As rows: cut_date, model, protocol, serves_all. */
    static Dataset<Row> rows(SparkSession spark, List<ExpectedFigures> expected) {
        return spark.createDataFrame(expected.stream().map(ExpectedFigures::row).toList(), SCHEMA);
    }

    private Row row() {
        return RowFactory.create(
                Date.valueOf(cut), model.name(), protocol, model.reach() == RankedModel.Reach.ALL_USERS);
    }
}
