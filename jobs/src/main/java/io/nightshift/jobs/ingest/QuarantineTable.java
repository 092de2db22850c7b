package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** The input rows that could not be used. Rows of suppressed users are never among them. */
public final class QuarantineTable {
    public static final String INPUT = "input";
    public static final String SOURCE = "source";
    public static final String REASON = "reason";
    public static final String RAW = "raw";

    public static final Contract CONTRACT = Contract.internal("quarantine", "One input row that could not be used")
            .required(INPUT, StringType, "events, items, users or suppression")
            .required(SOURCE, StringType, "The source's name")
            .required(REASON, StringType, "Why, such as bad-amount or missing-user-id")
            .optional(
                    RAW,
                    StringType,
                    "The source's row as JSON or, where it cannot be parsed, as text, cut at ingest.quarantine-raw-length"
                            + " characters; null for rows that cannot be parsed while a suppression list is in use")
            .version(1, 0);

    private QuarantineTable() {}
}
