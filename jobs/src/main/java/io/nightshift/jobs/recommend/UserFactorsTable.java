package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.UsersTable;
import org.apache.spark.sql.types.DataTypes;

/** The vector of each user with at least one pair above zero. */
public final class UserFactorsTable {
    public static final String RUN_DATE = "run_date";
    public static final String USER_ID = UsersTable.USER_ID;
    public static final String FACTOR = "factor";

    public static final Contract CONTRACT = Contract.released("user_factors", "One user's vector of the night's ALS")
            .required(RUN_DATE, DateType, "The run date")
            .key(USER_ID, StringType, "The user")
            .required(
                    FACTOR,
                    DataTypes.createArrayType(FloatType, false),
                    "recommend.als.rank numbers; the dot product with an item's vector is the score of the pair")
            .version(1, 0);

    private UserFactorsTable() {}
}
