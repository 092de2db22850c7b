package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;

import io.nightshift.als.AlsModel;
import io.nightshift.als.AlsSettings;
import io.nightshift.als.ImplicitAls;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The project's own implicit ALS; with weighting mllib and a regularization exponent of 1 its objective is MLlib's. */
final class NightshiftTrainer implements FactorTrainer {
    private final AlsSettings settings;
    private final Damping damping;

    NightshiftTrainer(FactorSettings settings, long seed) {
        this.damping = settings.damping();
        this.settings = AlsSettings.defaults()
                .withRank(settings.rank())
                .withIterations(settings.iterations())
                .withRegularization(settings.regularization())
                .withRegularizationExponent(settings.regularizationExponent())
                .withWeighting(settings.weighting())
                .withUnobservedWeight(settings.unobservedWeight())
                .withAlpha(settings.alpha())
                .withSolver(settings.solver())
                .withSeed(seed);
    }

    @Override
    public Factors fit(Dataset<Row> pairs) {
        Dataset<Row> positive = pairs.where(col(InteractionsTable.WEIGHT).gt(0))
                .select(
                        col(InteractionsTable.USER),
                        col(InteractionsTable.ITEM),
                        damping.of(col(InteractionsTable.WEIGHT)).as(InteractionsTable.WEIGHT));
        if (positive.isEmpty()) {
            Dataset<Row> none = positive.withColumn(
                    Factors.FACTOR, functions.array().cast(DataTypes.createArrayType(DataTypes.FloatType)));
            return Factors.of(
                    none.select(InteractionsTable.USER, Factors.FACTOR),
                    none.select(InteractionsTable.ITEM, Factors.FACTOR));
        }
        AlsModel model = ImplicitAls.fit(positive, settings);
        model.releaseInteractions();
        return new Factors(
                side(model.userFactors(), InteractionsTable.USER),
                side(model.itemFactors(), InteractionsTable.ITEM),
                model::close);
    }

    private static Dataset<Row> side(Dataset<Row> factors, String idColumn) {
        return factors.select(
                col(AlsModel.ID).as(idColumn), col(AlsModel.FACTOR).as(Factors.FACTOR));
    }
}
