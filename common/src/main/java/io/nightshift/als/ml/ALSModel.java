package io.nightshift.als.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Fitted vectors, with the methods of MLlib's ALSModel. Ids have the type they were fitted with (bytes and shorts become integers).
 * Lists are those of scoring everything, rating descending, then id ascending; what a user knows is not left out. The listed side's
 * vectors are collected on the driver and broadcast. Vectors stay in memory until nobody refers to the model.
 */
public final class ALSModel extends Model<ALSModel> implements ALSModelParams, MLWritable {
    private static final long serialVersionUID = 1;
    private static final UserDefinedFunction SCORE =
            udf((UDF2<Seq<Float>, Seq<Float>, Float>) ALSModel::score, DataTypes.FloatType);

    private final String uid;
    private final ColumnParams columns;
    private final transient FactorSide users;
    private final transient FactorSide items;

    ALSModel(String uid, FactorSide users, FactorSide items) {
        this.uid = uid;
        this.columns = new ColumnParams(this);
        this.users = users;
        this.items = items;
    }

    /** A row for each user: id and features, an array of rank floats. */
    public Dataset<Row> userFactors() {
        return users.factors();
    }

    /** A row for each item: id and features, an array of rank floats. */
    public Dataset<Row> itemFactors() {
        return items.factors();
    }

    /** Length of the vectors. Reads one. */
    public int rank() {
        return users.factors().first().getList(1).size();
    }

    /**
     * The best items of every user.
     *
     * @param numItems length of a list, 1 or more
     * @return the user column and recommendations, an array of structs of the item column and rating (float)
     */
    public Dataset<Row> recommendForAllUsers(int numItems) {
        return new Recommendations(users, items, getUserCol(), getItemCol()).of(numItems);
    }

    /** The best items of the users in a dataset's user column, each once; users without a vector are left out. */
    public Dataset<Row> recommendForUserSubset(Dataset<?> dataset, int numItems) {
        return new Recommendations(users.only(dataset, getUserCol()), items, getUserCol(), getItemCol()).of(numItems);
    }

    /**
     * The users with the highest rating for every item.
     *
     * @param numUsers length of a list, 1 or more
     * @return the item column and recommendations, an array of structs of the user column and rating (float)
     */
    public Dataset<Row> recommendForAllItems(int numUsers) {
        return new Recommendations(items, users, getItemCol(), getUserCol()).of(numUsers);
    }

    /** The users for the items in a dataset's item column, each once; items without a vector are left out. */
    public Dataset<Row> recommendForItemSubset(Dataset<?> dataset, int numUsers) {
        return new Recommendations(items.only(dataset, getItemCol()), users, getItemCol(), getUserCol()).of(numUsers);
    }

    /** The rows with a prediction, the product of both vectors; see {@link #coldStartStrategy()} for rows that lack one. */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        Dataset<Row> userVectors = users.factors().toDF(uid + "_user", uid + "_userVector");
        Dataset<Row> itemVectors = items.factors().toDF(uid + "_item", uid + "_itemVector");
        Dataset<Row> predicted = dataset.toDF()
                .join(userVectors, col(getUserCol()).equalTo(col(uid + "_user")), "left")
                .join(itemVectors, col(getItemCol()).equalTo(col(uid + "_item")), "left")
                .withColumn(getPredictionCol(), SCORE.apply(col(uid + "_userVector"), col(uid + "_itemVector")))
                .drop(uid + "_user", uid + "_userVector", uid + "_item", uid + "_itemVector");
        return getColdStartStrategy().equals(ColumnParams.DROP)
                ? predicted.where(not(isnan(col(getPredictionCol()))))
                : predicted;
    }

    /** Summed as top-N sums, so that a prediction is the rating in a list. */
    private static Float score(Seq<Float> user, Seq<Float> item) {
        if (user == null || item == null) {
            return Float.NaN;
        }
        float sum = 0;
        for (int d = 0; d < user.length(); d++) {
            sum = Math.fma(user.apply(d), item.apply(d), sum);
        }
        return sum;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        IdColumn.of(schema, getUserCol()).checkLike(users.idType());
        IdColumn.of(schema, getItemCol()).checkLike(items.idType());
        return ALS.withPrediction(schema, getPredictionCol());
    }

    public ALSModel setUserCol(String value) {
        set(userCol(), value);
        return this;
    }

    public ALSModel setItemCol(String value) {
        set(itemCol(), value);
        return this;
    }

    public ALSModel setPredictionCol(String value) {
        set(predictionCol(), value);
        return this;
    }

    public ALSModel setColdStartStrategy(String value) {
        set(coldStartStrategy(), value);
        return this;
    }

    @Override
    public Param<String> userCol() {
        return columns.userCol;
    }

    @Override
    public Param<String> itemCol() {
        return columns.itemCol;
    }

    @Override
    public Param<String> predictionCol() {
        return columns.predictionCol;
    }

    @Override
    public Param<String> coldStartStrategy() {
        return columns.coldStartStrategy;
    }

    FactorSide users() {
        return users;
    }

    FactorSide items() {
        return items;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public ALSModel copy(ParamMap extra) {
        return copyValues(new ALSModel(uid, users, items), extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ALSModelStorage.Writer(this);
    }

    /** A reader of stored models. */
    public static MLReader<ALSModel> read() {
        return new ALSModelStorage.Reader();
    }

    /** Reads a stored model. */
    public static ALSModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "ALSModel: uid=" + uid;
    }
}
