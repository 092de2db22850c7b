package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.ingest.UsersTable;

/** Every user of the run and the dense id that stands for it. */
public final class UserIndexTable {
    public static final String USER_ID = UsersTable.USER_ID;
    public static final String USER = "user";

    public static final Contract CONTRACT = Contract.internal("user_index", "One user and its dense id")
            .key(USER_ID, StringType, "The user")
            .required(USER, IntegerType, "0 to users - 1 in the order of the id's UTF-8 bytes")
            .version(1, 0);

    private UserIndexTable() {}
}
