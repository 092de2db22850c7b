package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;

/** How many events of each day were kept, by source: the newest day of a source is its freshness. */
public final class InputDaysTable {
    public static final String INPUT = "input";
    public static final String SOURCE = "source";
    public static final String EVENT_DATE = "event_date";
    public static final String ROWS = "rows";

    public static final Contract CONTRACT = Contract.internal(
                    "input_days", "One day of one source; a day without kept events is left out")
            .key(INPUT, StringType, "events")
            .key(SOURCE, StringType, "The source's name")
            .key(EVENT_DATE, DateType, "The day in the settings' time-zone")
            .required(ROWS, LongType, "Kept events, at least 1")
            .version(1, 0);

    private InputDaysTable() {}
}
