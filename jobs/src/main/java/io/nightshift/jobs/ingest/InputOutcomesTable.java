package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.nightshift.contract.Contract;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of the rows of each source: the rows of a source are exactly the sum over its outcomes. */
public final class InputOutcomesTable {
    public static final String INPUT = "input";
    public static final String SOURCE = "source";
    public static final String OUTCOME = "outcome";
    public static final String KIND = "kind";
    public static final String ROWS = "rows";

    public static final Contract CONTRACT = Contract.internal(
                    "input_outcomes", "One outcome of the rows of one source; an outcome without rows is left out")
            .key(INPUT, StringType, "events, items, users or suppression")
            .key(SOURCE, StringType, "The source's name")
            .key(OUTCOME, StringType, "kept; why it was filtered, such as unknown-item; or why it is in quarantine")
            .required(KIND, StringType, "kept, filtered or quarantined")
            .required(ROWS, LongType, "Rows, at least 1")
            .version(1, 0);

    private InputOutcomesTable() {}

    /** The rows of the table as figures of a report, {@code rows.events.sales.unknown-item} for example; a few for each source. */
    static Map<String, Double> figures(Dataset<Row> outcomes) {
        Map<String, Double> figures = new TreeMap<>();
        outcomes.collectAsList()
                .forEach(row -> figures.put(
                        String.join(".", "rows", row.getAs(INPUT), row.getAs(SOURCE), row.getAs(OUTCOME)),
                        (double) row.<Long>getAs(ROWS)));
        return figures;
    }
}
