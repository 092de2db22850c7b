package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.nightshift.als.AlsModel;
import io.nightshift.als.AlsSettings;
import io.nightshift.als.FoldIn;
import io.nightshift.als.ImplicitAls;
import io.nightshift.errors.SettingsException;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * The project's own implicit ALS; with weighting mllib and a regularization exponent of 1 its objective is MLlib's.
 *
 * <ol>
 *   <li>fitted: the vectors of the users who are learned from, and of their items
 *   <li>folded in: those of the other users, one exact half-step against the items' vectors; and those of the items that only they have,
 *       against the vectors of the fitted users and theirs, where these may be sent to every executor
 * </ol>
 */
final class NightshiftTrainer implements FactorTrainer {
    private final AlsSettings settings;
    private final Damping damping;
    private final Optional<Integer> maxUsers;

    NightshiftTrainer(FactorSettings settings, long seed) {
        this.damping = settings.damping();
        this.maxUsers = settings.maxUsers();
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
        // Another draw than that of the ranker's users, who would else be those whose vectors are fitted.
        Optional<Column> sampled = maxUsers.flatMap(most ->
                UserSample.of(positive.select(InteractionsTable.USER).distinct().count(), most, ~settings.seed()));
        if (sampled.isEmpty()) {
            return fitted(positive);
        }
        requireItemsThatCanBeFoldedInto(
                positive.select(InteractionsTable.ITEM).distinct().count());
        Factors fitted = fitted(positive.where(sampled.get()));
        try {
            return withFoldedIn(fitted, positive.where(not(sampled.get())));
        } catch (RuntimeException failed) {
            fitted.close();
            throw failed;
        }
    }

    private Factors fitted(Dataset<Row> positive) {
        AlsModel model = ImplicitAls.fit(positive, settings);
        model.releaseInteractions();
        return new Factors(
                side(model.userFactors(), InteractionsTable.USER),
                side(model.itemFactors(), InteractionsTable.ITEM),
                model::close);
    }

    private void requireItemsThatCanBeFoldedInto(long items) {
        if (!canBeFoldedInto(items)) {
            throw new SettingsException("Cannot fold users in: recommend.als.max-users=" + maxUsers.orElseThrow()
                    + ", expected items whose vectors take " + settings.broadcastLimitBytes() / 1_000_000
                    + " MB at most, but there are " + items + " of rank " + settings.rank()
                    + "; leave it out, or lower recommend.als.rank");
        }
    }

    private boolean canBeFoldedInto(long vectors) {
        return vectors * settings.rank() * Float.BYTES <= settings.broadcastLimitBytes();
    }

    private Factors withFoldedIn(Factors fitted, Dataset<Row> others) {
        Dataset<Row> users = side(FoldIn.users(others, fitted.items(), settings), InteractionsTable.USER)
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> unfitted = others.join(
                fitted.items().select(InteractionsTable.ITEM), new String[] {InteractionsTable.ITEM}, "left_anti");
        // With those who were fitted, as every pair of a vector counts towards 0, taken or not.
        Dataset<Row> known = fitted.users()
                .unionByName(users.join(
                        unfitted.select(InteractionsTable.USER), new String[] {InteractionsTable.USER}, "left_semi"));
        if (unfitted.isEmpty() || !canBeFoldedInto(known.count())) {
            return new Factors(fitted.users().unionByName(users), fitted.items(), () -> {
                users.unpersist();
                fitted.close();
            });
        }
        Dataset<Row> items = side(
                        FoldIn.items(
                                unfitted.select(
                                        InteractionsTable.USER, InteractionsTable.ITEM, InteractionsTable.WEIGHT),
                                known,
                                settings),
                        InteractionsTable.ITEM)
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new Factors(fitted.users().unionByName(users), fitted.items().unionByName(items), () -> {
            users.unpersist();
            items.unpersist();
            fitted.close();
        });
    }

    private static Dataset<Row> side(Dataset<Row> factors, String idColumn) {
        return factors.select(
                col(AlsModel.ID).as(idColumn), col(AlsModel.FACTOR).as(Factors.FACTOR));
    }
}
