package io.nightshift.als.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What the estimator and its model have in common. Spark finds parameters by methods without arguments that return one. */
public sealed interface ALSModelParams extends Params permits ALS, ALSModel {
    /** Column of the user ids: byte, short, int, long or string; default user. */
    Param<String> userCol();

    /** Column of the item ids: byte, short, int, long or string; default item. */
    Param<String> itemCol();

    /** Column that transform adds, float; default prediction. */
    Param<String> predictionCol();

    /** What becomes of rows whose user or item has no vector: "nan" (their prediction is NaN, the default) or "drop". */
    Param<String> coldStartStrategy();

    default String getUserCol() {
        return getOrDefault(userCol());
    }

    default String getItemCol() {
        return getOrDefault(itemCol());
    }

    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    default String getColdStartStrategy() {
        return getOrDefault(coldStartStrategy());
    }
}
