package io.nightshift.jobs.propensity;

import io.nightshift.jobs.propensity.Encoding.EncodedColumn;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Fitted targets as tables. */
final class FittedTargets {
    private FittedTargets() {}

    /** Rows of {@link PropensityTargetsTable}. */
    static Dataset<Row> outcomes(SparkSession spark, List<FittedTarget> fitted, List<TargetSettings> targets) {
        List<Row> rows = new ArrayList<>();
        for (FittedTarget target : fitted) {
            rows.add(RowFactory.create(
                    targets.get(target.target()).name(),
                    target.windows().purpose().id(),
                    target.outcome(),
                    Date.valueOf(target.windows().asOf()),
                    target.windows().training().size(),
                    target.examples().rows(),
                    target.examples().positives(),
                    target.baseRate()));
        }
        return spark.createDataFrame(rows, PropensityTargetsTable.CONTRACT.schema());
    }

    /** Rows of {@link PropensityModelsTable}. */
    static Dataset<Row> models(SparkSession spark, List<FittedTarget> fitted, List<TargetSettings> targets) {
        List<Row> rows = new ArrayList<>();
        for (FittedTarget target : fitted) {
            String name = targets.get(target.target()).name();
            String purpose = target.windows().purpose().id();
            target.model().ifPresent(model -> coefficients(model)
                    .forEach(c -> rows.add(RowFactory.create(
                            name, purpose, c.feature(), c.level(), c.coefficient(), c.mean(), c.deviation()))));
        }
        return spark.createDataFrame(rows, PropensityModelsTable.CONTRACT.schema());
    }

    private record Coefficient(String feature, String level, double coefficient, double mean, double deviation) {}

    private static List<Coefficient> coefficients(TargetModel model) {
        List<Coefficient> rows = new ArrayList<>();
        List<EncodedColumn> columns = model.encoding().columns();
        for (int i = 0; i < columns.size(); i++) {
            rows.add(new Coefficient(
                    model.encoding().feature(columns.get(i).feature()),
                    columns.get(i).level(),
                    model.linear().coefficients()[i],
                    model.scaling().means()[i],
                    model.scaling().deviations()[i]));
        }
        rows.add(constant(PropensityModelsTable.INTERCEPT, model.linear().intercept()));
        rows.add(constant(
                PropensityModelsTable.CALIBRATION_SLOPE, model.calibration().slope()));
        rows.add(constant(
                PropensityModelsTable.CALIBRATION_INTERCEPT, model.calibration().intercept()));
        return rows;
    }

    private static Coefficient constant(String name, double value) {
        return new Coefficient(name, Encoding.VALUE, value, 0, 0);
    }
}
