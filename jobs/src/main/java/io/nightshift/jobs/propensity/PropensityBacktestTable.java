package io.nightshift.jobs.propensity;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** Predictions as of a horizon before the run date beside what then happened; no row of them was trained or calibrated on. */
public final class PropensityBacktestTable {
    public static final String TARGET = "target";
    public static final String USER_ID = "user_id";
    public static final String LABEL = "label";
    public static final String PROBABILITY = "probability";
    public static final String BASE_RATE = "base_rate";
    public static final String RULE_SCORE = "rule_score";
    public static final String CUT_DATE = "cut_date";

    public static final Contract CONTRACT = Contract.internal(
                    "propensity_backtest", "One user's prediction for one target beside what happened")
            .key(TARGET, StringType, "The target's name in the settings")
            .key(USER_ID, StringType, "The user; one with a purchase up to the cut date")
            .required(LABEL, IntegerType, "1 when the target happened in the horizon after the cut date, else 0")
            .required(PROBABILITY, DoubleType, "Calibrated probability, 0 to 1")
            .required(BASE_RATE, DoubleType, "The share of positives in the training windows, the same for every user")
            .required(
                    RULE_SCORE,
                    DoubleType,
                    "The rule of thumb, higher for likelier: orders with the target's items in 90 days, or the recency;"
                            + " negated when the target is no purchase")
            .required(CUT_DATE, DateType, "The last day that the prediction knows")
            .version(1, 0);

    private PropensityBacktestTable() {}
}
