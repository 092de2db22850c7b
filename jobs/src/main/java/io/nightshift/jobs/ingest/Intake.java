package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.nightshift.contract.Contract;
import io.nightshift.input.MappedSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The rows of one input on their way into the run: the columns of the input's table and
 *
 * <ul>
 *   <li>{@code _source}: the name of the row's source
 *   <li>{@code _outcome}: what became of the row; null while nothing speaks against it
 *   <li>{@code _raw}: the row for quarantine; null for rows that do not go there
 * </ul>
 */
final class Intake {
    static final String SOURCE = "_source";
    static final String OUTCOME = "_outcome";
    static final String RAW = "_raw";

    private static final String PLACE = "_place";

    private Intake() {}

    /** {@link #SOURCE}, {@link #OUTCOME} and {@link #RAW} of mapped rows: malformed rows have their reason. */
    static List<Column> columnsOf(String source, Column reason, Column otherOutcome, int rawLength) {
        return List.of(
                lit(source).as(SOURCE),
                when(reason.isNotNull(), reason).otherwise(otherOutcome).as(OUTCOME),
                when(reason.isNotNull(), col(MappedSource.RAW).substr(1, rawLength))
                        .as(RAW));
    }

    static Column isOpen() {
        return col(OUTCOME).isNull();
    }

    static Column isKept() {
        return col(OUTCOME).equalTo(Outcome.KEPT.id());
    }

    /** The kept rows with the columns of a table. */
    static Dataset<Row> kept(Contract contract, Dataset<Row> rows) {
        return rows.filter(isKept())
                .select(contract.columnNames().stream().map(name -> col(name)).toArray(Column[]::new));
    }

    /**
     * The rows with an outcome for each: of several open ones with one key that one is kept which comes first in the order, and
     * then by source.
     */
    static Dataset<Row> keepOneEach(Dataset<Row> rows, String key, List<Column> order) {
        List<Column> total = new ArrayList<>(order);
        total.add(col(SOURCE));
        Column place = row_number().over(Window.partitionBy(col(key), isOpen()).orderBy(total.toArray(Column[]::new)));
        Column placed = when(col(PLACE).gt(1), Outcome.DUPLICATE.asColumn()).otherwise(Outcome.KEPT.asColumn());
        return rows.withColumn(PLACE, place)
                .withColumn(OUTCOME, coalesce(col(OUTCOME), placed))
                .drop(PLACE);
    }
}
