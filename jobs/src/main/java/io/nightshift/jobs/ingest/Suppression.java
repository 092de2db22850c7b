package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.nightshift.input.Field;
import io.nightshift.input.FieldKind;
import io.nightshift.input.MappedSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The users of whom nothing may be kept (erasure requests). */
final class Suppression {
    static final String INPUT = "suppression";

    private static final String ID = "_suppressed_user_id";
    static final List<Field> FIELDS = List.of(Field.required("user-id", ID, FieldKind.ID));

    private Suppression() {}

    /** One row for each mapped row: the id and the columns of {@link Intake}. */
    static Dataset<Row> of(Dataset<Row> mapped, String source, int rawLength) {
        List<Column> columns = new ArrayList<>(List.of(col(ID)));
        Column excluded = when(not(col(MappedSource.PASSES)), Outcome.EXCLUDED.asColumn());
        columns.addAll(Intake.columnsOf(source, col(MappedSource.REASON), excluded, rawLength));
        return mapped.select(columns.toArray(Column[]::new));
    }

    static Dataset<Row> keepOneEach(Dataset<Row> list) {
        return Intake.keepOneEach(list, ID, List.of());
    }

    /**
     * The rows with those of suppressed users marked and emptied. A row that cannot be parsed has no user to look up, so its text
     * is withheld.
     *
     * @param list from {@link #keepOneEach}
     */
    static Dataset<Row> mark(Dataset<Row> rows, String userColumn, Dataset<Row> list) {
        Dataset<Row> ids = list.filter(Intake.isKept()).select(ID);
        Column isSuppressed = col(ID).isNotNull();
        Column isUnparsed = coalesce(col(Intake.OUTCOME).equalTo(MappedSource.BAD_ROW), lit(false));
        return rows.join(ids, rows.col(userColumn).equalTo(ids.col(ID)), "left_outer")
                .withColumn(Intake.RAW, when(not(isSuppressed.or(isUnparsed)), col(Intake.RAW)))
                .withColumn(
                        Intake.OUTCOME,
                        when(isSuppressed, Outcome.SUPPRESSED_USER.asColumn()).otherwise(col(Intake.OUTCOME)))
                .drop(ID);
    }
}
