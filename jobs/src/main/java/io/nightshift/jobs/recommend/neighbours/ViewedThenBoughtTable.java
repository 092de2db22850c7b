package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.ItemsTable;

/** The items that users buy after they viewed another; what counts as viewed and as bought is in the settings. */
public final class ViewedThenBoughtTable {
    public static final String RUN_DATE = "run_date";
    public static final String ITEM_ID = ItemsTable.ITEM_ID;
    public static final String RANK = "rank";
    public static final String BOUGHT_ITEM_ID = "bought_item_id";
    public static final String USERS_BOTH = "users_both";
    public static final String VIEWERS = "viewers";
    public static final String BUYERS = "buyers";
    public static final String CONFIDENCE = "confidence";
    public static final String LIFT = "lift";
    public static final String LLR = "llr";

    public static final Contract CONTRACT = Contract.released(
                    "viewed_then_bought",
                    "One item that users bought within some days after they viewed another; available or not")
            .required(RUN_DATE, DateType, "The run date")
            .key(ITEM_ID, StringType, "The item viewed (an event of recommend.sources.viewed-then-bought.from)")
            .key(
                    RANK,
                    IntegerType,
                    "1 for the highest llr, without gaps; pairs that chance would bring together more often come last")
            .required(
                    BOUGHT_ITEM_ID,
                    StringType,
                    "The item bought afterwards (an event of recommend.sources.viewed-then-bought.to); never the same")
            .required(
                    USERS_BOTH,
                    LongType,
                    "Users who did the one and then the other within recommend.sources.viewed-then-bought.within-days")
            .required(VIEWERS, LongType, "Users who viewed the item")
            .required(BUYERS, LongType, "Users who bought the other, viewed before or not")
            .required(CONFIDENCE, DoubleType, "Share of the viewers who bought the other afterwards")
            .required(LIFT, DoubleType, "Confidence over the share of all users who bought the other; 1 is chance")
            .required(
                    LLR,
                    DoubleType,
                    "Log-likelihood ratio (G2 of one binomial, natural logarithm) of confidence against the share of all"
                            + " users who bought the other; 0 is chance, or that everybody bought it")
            .version(1, 0);

    private ViewedThenBoughtTable() {}
}
