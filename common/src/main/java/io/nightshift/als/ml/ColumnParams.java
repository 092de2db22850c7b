package io.nightshift.als.ml;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** The parameters of {@link ALSModelParams} with their defaults. Their owner must have its uid before. */
final class ColumnParams implements Serializable {
    private static final long serialVersionUID = 1;

    static final String DROP = "drop";
    private static final String NAN = "nan";

    final Param<String> userCol;
    final Param<String> itemCol;
    final Param<String> predictionCol;
    final Param<String> coldStartStrategy;

    ColumnParams(ALSModelParams owner) {
        userCol = new Param<>(owner, "userCol", "column of the user ids: integers or strings");
        itemCol = new Param<>(owner, "itemCol", "column of the item ids: integers or strings");
        predictionCol = new Param<>(owner, "predictionCol", "column of the predictions");
        coldStartStrategy = new Param<>(
                owner,
                "coldStartStrategy",
                "rows without a vector: " + NAN + " or " + DROP,
                ParamValidators.<String>inArray(List.of(NAN, DROP)));
        owner.setDefault(userCol, "user");
        owner.setDefault(itemCol, "item");
        owner.setDefault(predictionCol, "prediction");
        owner.setDefault(coldStartStrategy, NAN);
    }
}
