package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** Which suppression list the run applied; never whom it names. */
public final class SuppressionListTable {
    public static final String DIGEST = "digest";
    public static final String USERS = "users";

    /** The digest of a run without a list. */
    public static final String NONE = "none";

    public static final Contract CONTRACT = Contract.internal(
                    "suppression_list", "The suppression list of the run: exactly one row")
            .required(
                    DIGEST,
                    StringType,
                    "The same for the same ids in any order or file, another for any other; or none")
            .required(USERS, LongType, "Distinct users on the list")
            .version(1, 0);

    private SuppressionListTable() {}
}
