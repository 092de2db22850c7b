package io.nightshift.als.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import io.nightshift.spark.TestSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spark.ml pair beside MLlib's; long because it goes through every method that users know from there. */
class ALSIT {
    private static ALS als() {
        return new ALS()
                .setRank(3)
                .setMaxIter(2)
                .setRegParam(0.1)
                .setAlpha(2)
                .setImplicitPrefs(true)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("rating")
                .setNumBlocks(2)
                .setSeed(5);
    }

    @Test
    void fitsTheSameVectorsUnderIdsOfEveryType() {
        Map<Object, List<Float>> ints = vectors(als().fit(Ratings.ints()).userFactors());
        Map<Object, List<Float>> shorts = vectors(
                als().fit(Ratings.ints().selectExpr("cast(user as short) user", "cast(item as byte) item", "rating"))
                        .userFactors());
        Map<Object, List<Float>> strings = vectors(als().fit(Ratings.strings()).userFactors());
        Map<Object, List<Float>> longs = vectors(als().fit(Ratings.longs()).userFactors());

        // ids of the ints are dense already, so that all four start from the same vectors
        assertThat(shorts).isEqualTo(ints);
        assertThat(strings.keySet()).contains("u-00", "u-29").hasSize(30);
        assertThat(longs.keySet()).contains(7_000_000_000L).hasSize(30);
        assertThat(List.copyOf(strings.values())).isEqualTo(List.copyOf(ints.values()));
        assertThat(List.copyOf(longs.values())).isEqualTo(List.copyOf(ints.values()));
    }

    @Test
    void predictsTheRatingOfItsLists() {
        for (Dataset<Row> ratings : List.of(Ratings.ints(), Ratings.strings())) {
            ALSModel model = als().fit(ratings);
            Dataset<Row> entries = model.recommendForAllUsers(4)
                    .selectExpr("user", "explode(recommendations) entry")
                    .selectExpr("user", "entry.item as item", "entry.rating as listed");
            assertThat(entries.count()).isEqualTo(30 * 4);
            assertThat(model.transform(entries).where("listed != prediction").count())
                    .isZero();
        }
    }

    @Test
    void listsBestFirstForAllAndForSubsetsOfEitherSide() {
        ALSModel ints = als().fit(Ratings.ints());
        ALSModel strings = als().fit(Ratings.strings());

        assertThat(strings.recommendForAllUsers(3).schema().simpleString())
                .isEqualTo("struct<user:string,recommendations:array<struct<item:string,rating:float>>>");
        assertThat(lists(strings.recommendForAllUsers(3)))
                .isEqualTo(named(lists(ints.recommendForAllUsers(3)), "u", "i"));
        assertThat(lists(strings.recommendForAllItems(5)))
                .isEqualTo(named(lists(ints.recommendForAllItems(5)), "i", "u"));
        Dataset<Row> some =
                Ratings.strings().where("user < 'u-02' or user = 'u-17'").selectExpr("user", "item");
        Dataset<Row> withUnknown = some.union(some.selectExpr("'nobody'", "'nothing'"));
        assertThat(lists(strings.recommendForUserSubset(withUnknown, 2)).keySet())
                .containsExactly("u-00", "u-01", "u-17");
        assertThat(lists(strings.recommendForItemSubset(withUnknown.where("user = 'u-00' or user = 'nobody'"), 2)))
                .hasSize(6);
        for (List<Float> ratings : ratings(strings.recommendForAllUsers(20)).values()) {
            assertThat(ratings)
                    .isSortedAccordingTo((a, b) -> Float.compare(b, a))
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void givesNanOrNothingForWhomItDoesNotKnow() {
        ALSModel model = als().fit(Ratings.strings());
        Dataset<Row> pairs = Ratings.strings()
                .selectExpr("user", "item")
                .limit(1)
                .selectExpr("explode(array(user, 'nobody', null)) as user", "item");
        Dataset<Row> kept = model.transform(pairs);
        assertThat(kept.count()).isEqualTo(3);
        assertThat(kept.where("isnan(prediction)").count()).isEqualTo(2);
        assertThat(kept.columns()).containsExactly("user", "item", "prediction");
        assertThat(model.copy(ParamMap.empty())
                        .setColdStartStrategy("drop")
                        .transform(pairs)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void keepsEveryParameterThroughItsFile(@TempDir Path folder) throws Exception {
        ALS changed = als().setMaxIter(7)
                .setPredictionCol("score")
                .setColdStartStrategy("drop")
                .setTol(0.01)
                .setSolver("cg")
                .setWeighting("all-pairs")
                .setUnobservedWeight(0.5)
                .setRegularizationExponent(0.25)
                .setNonnegative(false);
        String path = folder.resolve("als").toString();
        changed.write().save(path);
        ALS loaded = ALS.load(path);

        assertThat(changed.params()).hasSize(18);
        assertThat(Arrays.stream(changed.params()).filter(changed::isSet)).hasSize(18);
        assertThat(loaded.uid()).isEqualTo(changed.uid());
        assertThat(loaded.extractParamMap().toString())
                .isEqualTo(changed.extractParamMap().toString());
        assertThat(changed.copy(ParamMap.empty()).extractParamMap().toString())
                .isEqualTo(changed.extractParamMap().toString());
        assertThat(loaded.getUnobservedWeight()).isEqualTo(0.5);
        assertThat(loaded.getSeed()).isEqualTo(5);
    }

    @Test
    void storesAModelAndReadsItAgain(@TempDir Path folder) throws Exception {
        ALSModel model = als().setPredictionCol("score").fit(Ratings.strings());
        String path = folder.resolve("model").toString();
        model.write().save(path);
        ALSModel loaded = ALSModel.load(path);

        assertThat(loaded.extractParamMap().toString())
                .isEqualTo(model.extractParamMap().toString());
        assertThat(loaded.rank()).isEqualTo(3);
        assertThat(vectors(loaded.itemFactors())).isEqualTo(vectors(model.itemFactors()));
        assertThat(lists(loaded.recommendForAllUsers(3))).isEqualTo(lists(model.recommendForAllUsers(3)));
    }

    @Test
    void isAStageOfAPipeline(@TempDir Path folder) throws Exception {
        SQLTransformer positive = new SQLTransformer().setStatement("select * from __THIS__ where rating > 1");
        PipelineModel model =
                new Pipeline().setStages(new PipelineStage[] {positive, als()}).fit(Ratings.strings());
        String path = folder.resolve("pipeline").toString();
        model.write().save(path);
        Dataset<Row> predictions = PipelineModel.load(path).transform(Ratings.strings());

        assertThat(predictions.where("prediction > 0").count()).isPositive();
        assertThat(predictions.where("rating <= 1").count()).isZero();
    }

    @Test
    void isTunedByCrossValidation() {
        ALS als = als().setColdStartStrategy("drop");
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(als.regParam(), new double[] {0.1, 1000})
                .build();
        Dataset<Row> ratings = Ratings.ints().withColumn("rating", org.apache.spark.sql.functions.lit(1.0));
        CrossValidatorModel tuned = new CrossValidator()
                .setEstimator(als)
                .setEstimatorParamMaps(grid)
                .setEvaluator(new RegressionEvaluator().setLabelCol("rating").setPredictionCol("prediction"))
                .setNumFolds(2)
                .setSeed(1)
                .fit(ratings);

        assertThat(tuned.avgMetrics()[0]).isLessThan(tuned.avgMetrics()[1]);
        assertThat(((ALS) tuned.bestModel().parent()).getRegParam()).isEqualTo(0.1);
    }

    @Test
    void countsEveryPairOnceWithoutARatingColumn() {
        ALSModel ones = als().setRatingCol("").fit(Ratings.ints());
        ALSModel rated = als().fit(Ratings.ints().selectExpr("user", "item", "1.0 as rating"));
        assertThat(vectors(ones.itemFactors())).isEqualTo(vectors(rated.itemFactors()));
    }

    @Test
    void reachesThePredictionsOfMllib() {
        ALSModel ours = als().setMaxIter(8).fit(Ratings.ints());
        org.apache.spark.ml.recommendation.ALSModel theirs = new org.apache.spark.ml.recommendation.ALS()
                .setRank(3)
                .setMaxIter(8)
                .setRegParam(0.1)
                .setAlpha(2)
                .setImplicitPrefs(true)
                .fit(Ratings.ints());
        assertThat(meanOf(ours.transform(Ratings.ints())))
                .isCloseTo(meanOf(theirs.transform(Ratings.ints())), within(0.02));
    }

    @Test
    void leavesNothingCachedButNamedVectors() {
        Set<Object> before = TestSpark.held();
        als().fit(Ratings.ints());
        assertThat(before).containsAll(TestSpark.held());
        ALSModel named = als().fit(Ratings.strings());
        assertThat(TestSpark.held()).filteredOn(rdd -> !before.contains(rdd)).hasSize(2);
        assertThat(named.userFactors().count()).isEqualTo(30);
    }

    @Test
    void refusesWhatItCannotFit() {
        Dataset<Row> ratings = Ratings.ints();
        refused(
                als().setImplicitPrefs(false),
                ratings,
                "Cannot fit ALS: implicitPrefs=false, expected true; use org.apache"
                        + ".spark.ml.recommendation.ALS for it");
        refused(
                als().setNonnegative(true),
                ratings,
                "Cannot fit ALS: nonnegative=true, expected false; use org.apache");
        refused(als().setUnobservedWeight(2), ratings, "Cannot fit ALS: unobserved-weight=2.0, expected a number from");
        refused(als().setUserCol("who"), ratings, "Cannot find column: who, expected one of user, item, rating; set");
        refused(
                als(),
                ratings.selectExpr("user + 0.5D as user", "item", "rating"),
                "Cannot use column: user=double," + " expected byte, short, int, long or string ids; cast it");
        refused(
                als(),
                ratings.selectExpr("user", "item", "'5' as rating"),
                "Cannot use column: rating=string, expected");
        refused(als().setPredictionCol("item"), ratings, "Cannot predict: predictionCol=item, expected a new name");
        assertThatThrownBy(() -> als().setRank(0)).hasMessageContaining("parameter rank given invalid value 0");
        assertThatThrownBy(() -> als().setSolver("magic")).hasMessageContaining("parameter solver given invalid value");
        assertThatThrownBy(() -> als().fit(Ratings.strings()).transform(ratings))
                .isInstanceOf(SettingsException.class)
                .hasMessage("Cannot use column: user=int, expected ids as fitted, string; cast it");
        assertThatThrownBy(() -> als().fit(Ratings.strings().selectExpr("nullif(user, 'u-03') user", "item", "rating")))
                .isInstanceOf(InputBadException.class)
                .hasMessageContaining("user, item or weight=null");
    }

    private static void refused(ALS als, Dataset<Row> ratings, String message) {
        assertThatThrownBy(() -> als.fit(ratings))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(message);
    }

    private static double meanOf(Dataset<Row> predictions) {
        return predictions.selectExpr("avg(prediction)").first().getDouble(0);
    }

    private static Map<Object, List<Float>> vectors(Dataset<Row> side) {
        Map<Object, List<Float>> vectors = new TreeMap<>();
        for (Row row : (Row[]) side.collect()) {
            vectors.put(row.get(0), row.getList(1));
        }
        return vectors;
    }

    private static Map<Object, List<Object>> lists(Dataset<Row> lists) {
        Map<Object, List<Object>> ids = new TreeMap<>();
        for (Row row : (Row[]) lists.collect()) {
            ids.put(
                    row.get(0),
                    row.<Row>getList(1).stream().map(entry -> entry.get(0)).toList());
        }
        return ids;
    }

    private static Map<Object, List<Float>> ratings(Dataset<Row> lists) {
        Map<Object, List<Float>> ratings = new TreeMap<>();
        for (Row row : (Row[]) lists.collect()) {
            ratings.put(
                    row.get(0),
                    row.<Row>getList(1).stream().map(entry -> entry.getFloat(1)).toList());
        }
        return ratings;
    }

    private static Map<Object, List<Object>> named(Map<Object, List<Object>> numbers, String key, String entry) {
        Map<Object, List<Object>> named = new TreeMap<>();
        numbers.forEach((id, list) -> named.put(
                "%s-%02d".formatted(key, (Integer) id),
                list.stream()
                        .map(other -> (Object) "%s-%02d".formatted(entry, (Integer) other))
                        .toList()));
        return named;
    }
}
