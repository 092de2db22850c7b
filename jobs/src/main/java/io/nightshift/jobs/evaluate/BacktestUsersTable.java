package io.nightshift.jobs.evaluate;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import io.nightshift.contract.Contract;

/** Which parts of the users a measured user belongs to, as known at the cut. */
public final class BacktestUsersTable {
    public static final String RUN_DATE = "run_date";
    public static final String CUT_DATE = "cut_date";
    public static final String USER_ID = "user_id";
    public static final String SLICES = "slices";

    public static final Contract CONTRACT = Contract.released(
                    "backtest_users", "One measured user with history who belongs to more parts of the users than all")
            .required(RUN_DATE, DateType, "The run date")
            .key(CUT_DATE, DateType, "The last day that the models were trained on")
            .key(USER_ID, StringType, "The user")
            .required(
                    SLICES,
                    createArrayType(StringType, false),
                    "Parts beside all, in order: history:10-49 (items taken up to the cut), category:<the favourite>, <attribute>:<value>")
            .version(1, 0);

    private BacktestUsersTable() {}
}
