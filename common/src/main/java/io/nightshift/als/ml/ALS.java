package io.nightshift.als.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.als.AlsModel;
import io.nightshift.als.AlsSettings;
import io.nightshift.als.ImplicitAls;
import io.nightshift.als.Solver;
import io.nightshift.als.Weighting;
import io.nightshift.errors.InputBadException;
import io.nightshift.errors.SettingsException;
import java.util.Arrays;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * {@link ImplicitAls} with the parameter names and defaults of MLlib's {@code org.apache.spark.ml.recommendation.ALS}: changing the import
 * is enough for code that sets implicitPrefs. Departures: implicitPrefs is true and cannot be false, nonnegative cannot be true, ids
 * may be strings and longs, pairs that come twice count once with the sum of their ratings, and numBlocks serves both sides. Beyond
 * MLlib's there are tol, solver, weighting, unobservedWeight and regularizationExponent; see {@link AlsSettings}.
 *
 * <p>A class of setters, getters and parameters, because that is what spark.ml's users and its reflection look for.
 */
public final class ALS extends Estimator<ALSModel> implements ALSModelParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final ColumnParams columns;
    private final FitParams fit;

    public ALS() {
        this(Identifiable$.MODULE$.randomUID("als"));
    }

    /** Spark makes copies by this constructor. */
    public ALS(String uid) {
        this.uid = uid;
        this.columns = new ColumnParams(this);
        this.fit = new FitParams(this);
    }

    /**
     * Fits the vectors.
     *
     * @param dataset with the user, item and rating columns; ratings are finite numbers, a negative one is evidence of dislike
     * @throws SettingsException when a parameter or the type of a column cannot be used
     * @throws InputBadException when an id or a rating is null, a rating is not finite, or there is no row
     */
    @Override
    public ALSModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        AlsSettings settings = fit.settings();
        Dataset<Row> pairs =
                dataset.select(col(getUserCol()).as("user"), col(getItemCol()).as("item"), rating().as("rating"));
        try (IdIndex users = IdIndex.of(pairs, "user");
                IdIndex items = IdIndex.of(pairs, "item")) {
            AlsModel fitted = ImplicitAls.fit(items.applyTo(users.applyTo(pairs, "user"), "item"), settings);
            fitted.releaseInteractions();
            ALSModel model = new ALSModel(uid, users.name(fitted.userFactors()), items.name(fitted.itemFactors()));
            return copyValues(model.setParent(this), ParamMap.empty());
        }
    }

    private Column rating() {
        return getRatingCol().isEmpty() ? lit(1f) : col(getRatingCol()).cast(DataTypes.DoubleType);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        IdColumn.of(schema, getUserCol());
        IdColumn.of(schema, getItemCol());
        if (!getRatingCol().isEmpty()) {
            DataType type = IdColumn.type(schema, getRatingCol());
            if (!(type instanceof NumericType)) {
                throw new SettingsException("Cannot use column: " + getRatingCol() + "=" + type.simpleString()
                        + ", expected numbers; cast it");
            }
        }
        return withPrediction(schema, getPredictionCol());
    }

    static StructType withPrediction(StructType schema, String column) {
        if (Arrays.asList(schema.fieldNames()).contains(column)) {
            throw new SettingsException("Cannot predict: predictionCol=" + column
                    + ", expected a new name; choose another or drop the column");
        }
        return schema.add(column, DataTypes.FloatType, false);
    }

    @Override
    public ALS copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** A reader of stored estimators. */
    public static MLReader<ALS> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads a stored estimator. */
    public static ALS load(String path) {
        return read().load(path);
    }

    /** Length of the vectors, 1 to 1024; default 10. */
    public IntParam rank() {
        return fit.rank;
    }

    public int getRank() {
        return (int) getOrDefault(fit.rank);
    }

    public ALS setRank(int value) {
        set(fit.rank, value);
        return this;
    }

    /** How often both sides are solved, 1 to 1000; default 10. */
    public IntParam maxIter() {
        return fit.maxIter;
    }

    public int getMaxIter() {
        return (int) getOrDefault(fit.maxIter);
    }

    public ALS setMaxIter(int value) {
        set(fit.maxIter, value);
        return this;
    }

    /** Regularization, 0 or more; default 0.1. */
    public DoubleParam regParam() {
        return fit.regParam;
    }

    public double getRegParam() {
        return (double) getOrDefault(fit.regParam);
    }

    public ALS setRegParam(double value) {
        set(fit.regParam, value);
        return this;
    }

    /** Confidence for each unit of rating, 0 or more; default 1. */
    public DoubleParam alpha() {
        return fit.alpha;
    }

    public double getAlpha() {
        return (double) getOrDefault(fit.alpha);
    }

    public ALS setAlpha(double value) {
        set(fit.alpha, value);
        return this;
    }

    /** True, the default; false is refused by fit. */
    public BooleanParam implicitPrefs() {
        return fit.implicitPrefs;
    }

    public boolean getImplicitPrefs() {
        return (boolean) getOrDefault(fit.implicitPrefs);
    }

    public ALS setImplicitPrefs(boolean value) {
        set(fit.implicitPrefs, value);
        return this;
    }

    /** False, the default; true is refused by fit. */
    public BooleanParam nonnegative() {
        return fit.nonnegative;
    }

    public boolean getNonnegative() {
        return (boolean) getOrDefault(fit.nonnegative);
    }

    public ALS setNonnegative(boolean value) {
        set(fit.nonnegative, value);
        return this;
    }

    /** Column of the ratings, numbers; empty for 1 each; default rating. */
    public Param<String> ratingCol() {
        return fit.ratingCol;
    }

    public String getRatingCol() {
        return getOrDefault(fit.ratingCol);
    }

    public ALS setRatingCol(String value) {
        set(fit.ratingCol, value);
        return this;
    }

    /** Of the first vectors; default 0. */
    public LongParam seed() {
        return fit.seed;
    }

    public long getSeed() {
        return (long) getOrDefault(fit.seed);
    }

    public ALS setSeed(long value) {
        set(fit.seed, value);
        return this;
    }

    /** Parts that each side is cut into, 1 to 10,000; default 16. The same count gives the same bits. */
    public IntParam numBlocks() {
        return fit.numBlocks;
    }

    public int getNumBlocks() {
        return (int) getOrDefault(fit.numBlocks);
    }

    public ALS setNumBlocks(int value) {
        set(fit.numBlocks, value);
        return this;
    }

    /** Stops when an iteration lowers the objective by a smaller share; default 0, which runs all. */
    public DoubleParam tol() {
        return fit.tol;
    }

    public double getTol() {
        return (double) getOrDefault(fit.tol);
    }

    public ALS setTol(double value) {
        set(fit.tol, value);
        return this;
    }

    /** "auto" (the default), "cholesky" or "cg"; see {@link Solver}. */
    public Param<String> solver() {
        return fit.solver;
    }

    public String getSolver() {
        return getOrDefault(fit.solver);
    }

    public ALS setSolver(String value) {
        set(fit.solver, value);
        return this;
    }

    /** "mllib" (the default) or "all-pairs"; see {@link Weighting}. */
    public Param<String> weighting() {
        return fit.weighting;
    }

    public String getWeighting() {
        return getOrDefault(fit.weighting);
    }

    public ALS setWeighting(String value) {
        set(fit.weighting, value);
        return this;
    }

    /** Above 0, at most 1, the default; see {@link AlsSettings}. */
    public DoubleParam unobservedWeight() {
        return fit.unobservedWeight;
    }

    public double getUnobservedWeight() {
        return (double) getOrDefault(fit.unobservedWeight);
    }

    public ALS setUnobservedWeight(double value) {
        set(fit.unobservedWeight, value);
        return this;
    }

    /** 0 to 1, the default: how far regularization grows with a vector's pairs. */
    public DoubleParam regularizationExponent() {
        return fit.regularizationExponent;
    }

    public double getRegularizationExponent() {
        return (double) getOrDefault(fit.regularizationExponent);
    }

    public ALS setRegularizationExponent(double value) {
        set(fit.regularizationExponent, value);
        return this;
    }

    @Override
    public Param<String> userCol() {
        return columns.userCol;
    }

    public ALS setUserCol(String value) {
        set(columns.userCol, value);
        return this;
    }

    @Override
    public Param<String> itemCol() {
        return columns.itemCol;
    }

    public ALS setItemCol(String value) {
        set(columns.itemCol, value);
        return this;
    }

    @Override
    public Param<String> predictionCol() {
        return columns.predictionCol;
    }

    public ALS setPredictionCol(String value) {
        set(columns.predictionCol, value);
        return this;
    }

    @Override
    public Param<String> coldStartStrategy() {
        return columns.coldStartStrategy;
    }

    public ALS setColdStartStrategy(String value) {
        set(columns.coldStartStrategy, value);
        return this;
    }
}
