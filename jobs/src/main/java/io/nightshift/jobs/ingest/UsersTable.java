package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import org.apache.spark.sql.types.DataTypes;

/** The users of a run: those of the users input and those of the events, less the suppressed. */
public final class UsersTable {
    public static final String USER_ID = "user_id";
    public static final String SIGNUP = "signup";
    public static final String ATTRIBUTES = "attributes";

    public static final Contract CONTRACT = Contract.internal("users", "One user")
            .key(USER_ID, StringType, "The user")
            .optional(SIGNUP, DateType, "Day of signing up in the settings' time-zone; null when unknown")
            .required(
                    ATTRIBUTES,
                    DataTypes.createMapType(StringType, StringType, false),
                    "The attributes mapped in the settings, by name; an unknown value has no entry")
            .version(1, 0);

    private UsersTable() {}
}
