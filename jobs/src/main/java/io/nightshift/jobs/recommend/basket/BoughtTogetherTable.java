package io.nightshift.jobs.recommend.basket;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** Pairs of items, and pairs of categories, in one order; each pair stands under both of its sides. */
public final class BoughtTogetherTable {
    public static final String RUN_DATE = "run_date";
    public static final String SCOPE = "scope";
    public static final String ID = "id";
    public static final String RANK = "rank";
    public static final String OTHER_ID = "other_id";
    public static final String ORDERS_BOTH = "orders_both";
    public static final String ORDERS = "orders";
    public static final String OTHER_ORDERS = "other_orders";
    public static final String SUPPORT = "support";
    public static final String CONFIDENCE = "confidence";
    public static final String LIFT = "lift";
    public static final String LLR = "llr";

    /** The scope of pairs of items. */
    public static final String ITEM = "item";
    /** The scope of pairs of categories. */
    public static final String CATEGORY = "category";

    public static final Contract CONTRACT = Contract.released(
                    "bought_together", "One item or category that is in the same orders as another")
            .required(RUN_DATE, DateType, "The run date")
            .key(SCOPE, StringType, "item or category")
            .key(ID, StringType, "The item or category")
            .key(RANK, IntegerType, "1 for the highest llr; pairs that chance would bring together more often come last")
            .required(OTHER_ID, StringType, "The other item or category; never the same")
            .required(ORDERS_BOTH, IntegerType, "Orders with both; at least recommend.sources.basket.min-orders")
            .required(ORDERS, IntegerType, "Orders with id")
            .required(OTHER_ORDERS, IntegerType, "Orders with other_id")
            .required(SUPPORT, DoubleType, "Share of all orders with both")
            .required(CONFIDENCE, DoubleType, "Share of the orders with id that have other_id too")
            .required(LIFT, DoubleType, "Confidence over the share of all orders that have other_id; 1 is chance")
            .required(LLR, DoubleType, "Log-likelihood ratio (Dunning's G2, natural logarithm); 0 is chance")
            .version(1, 0);

    private BoughtTogetherTable() {}
}
