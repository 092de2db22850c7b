package io.nightshift.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightshift.als.AlsModel;
import io.nightshift.als.AlsSettings;
import io.nightshift.als.EarlierFactors;
import io.nightshift.als.FoldIn;
import io.nightshift.als.ImplicitAls;
import io.nightshift.als.TopN;
import io.nightshift.als.Weighting;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What earlier vectors save and what folding in loses, beside a full fit of everything known (train and validation parts). Warm start:
 * iterations until the objective is within 0.1 % of that of 40 iterations, from nothing and from a fit of the train part. Folding in: a
 * tenth of the users (or items) is kept from a fit and folded in afterwards; NDCG@10 of those users (of all users, for items).
 */
final class UpdatesBench {
    private static final AlsSettings SETTINGS = AlsSettings.defaults()
            .withRank(32)
            .withIterations(10)
            .withBlocks(4)
            .withWeighting(Weighting.ALL_PAIRS)
            .withRegularizationExponent(0)
            .withRegularization(20);

    private UpdatesBench() {}

    static void measure(SparkSession spark, String folder, List<QualitySplit> splits) {
        for (QualitySplit split : splits) {
            QualitySplit.Parts parts = split.read(spark, folder, 1).get(0);
            Dataset<Row> known =
                    parts.train().union(parts.validation()).coalesce(2).cache();
            warmStart(split, parts.train(), known);
            try (AlsModel whole = ImplicitAls.fit(known, SETTINGS)) {
                foldIn(split, known, parts.test(), whole);
            }
        }
    }

    private static void warmStart(QualitySplit split, Dataset<Row> train, Dataset<Row> known) {
        AlsSettings still = SETTINGS.withIterations(40);
        try (AlsModel earlier = ImplicitAls.fit(train, SETTINGS);
                AlsModel cold = ImplicitAls.fit(known, still);
                AlsModel warm = ImplicitAls.fit(
                        known, still, new EarlierFactors(earlier.userFactors(), earlier.itemFactors()))) {
            double goal = cold.objective().get(39) * 1.001;
            System.out.printf(
                    Locale.ROOT,
                    "{\"split\": \"%s\", \"more_pairs\": %.3f, \"iterations_cold\": %d, \"iterations_warm\": %d}%n",
                    split,
                    (double) known.count() / train.count() - 1,
                    iterations(cold, goal),
                    iterations(warm, goal));
        }
    }

    private static long iterations(AlsModel model, double goal) {
        return 1 + model.objective().stream().takeWhile(value -> value > goal).count();
    }

    private static void foldIn(QualitySplit split, Dataset<Row> known, Dataset<Row> test, AlsModel whole) {
        Column isLateUser = pmod(xxhash64(col("user"), lit(3)), lit(10)).equalTo(0);
        Column isLateItem = pmod(xxhash64(col("item"), lit(4)), lit(10)).equalTo(0);
        try (AlsModel before = ImplicitAls.fit(known.where(isLateUser.unary_$bang()), SETTINGS)) {
            Dataset<Row> late = FoldIn.users(known.where(isLateUser), before.itemFactors(), SETTINGS);
            print(
                    split,
                    "users",
                    ndcg(late, before.itemFactors(), known, test),
                    ndcg(lateOf(whole), whole.itemFactors(), known, test));
        }
        try (AlsModel before = ImplicitAls.fit(known.where(isLateItem.unary_$bang()), SETTINGS)) {
            Dataset<Row> late = FoldIn.items(known.where(isLateItem), before.userFactors(), SETTINGS);
            print(
                    split,
                    "items",
                    ndcg(before.userFactors(), before.itemFactors().union(late), known, test),
                    ndcg(whole.userFactors(), whole.itemFactors(), known, test));
        }
    }

    private static Dataset<Row> lateOf(AlsModel whole) {
        return whole.userFactors()
                .where(pmod(xxhash64(col(AlsModel.ID), lit(3)), lit(10)).equalTo(0));
    }

    private static double ndcg(Dataset<Row> users, Dataset<Row> items, Dataset<Row> known, Dataset<Row> test) {
        return ListQuality.of(
                        QualityEngine.collected(TopN.among(items)
                                .excluding(known.select("user", "item"))
                                .forAll(users, QualityEngine.LIST)),
                        test)
                .ndcg();
    }

    private static void print(QualitySplit split, String side, double folded, double whole) {
        System.out.printf(
                Locale.ROOT,
                "{\"split\": \"%s\", \"folded_in\": \"%s\", \"ndcg_10\": %.4f, \"ndcg_10_full_fit\": %.4f}%n",
                split,
                side,
                folded,
                whole);
    }
}
