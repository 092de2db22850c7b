package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightshift.input.Field;
import io.nightshift.input.FieldKind;
import io.nightshift.input.MappedSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The users of whom nothing may be kept (erasure requests). */
final class Suppression {
    static final String INPUT = "suppression";

    private static final String FIRST = "_first";
    private static final String SECOND = "_second";
    private static final String WIDE = "decimal(20,0)";
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

    /** The one row of {@link SuppressionListTable}; a list without users counts as none. */
    static Dataset<Row> digest(Dataset<Row> list) {
        Column user = col(ID);
        // Two independent sums of hashes do not depend on the order of the ids; the ids themselves stay out of the run.
        return list.filter(Intake.isKept())
                .agg(
                        count(lit(1)).as(SuppressionListTable.USERS),
                        sum(xxhash64(user).cast(WIDE)).as(FIRST),
                        sum(xxhash64(user, lit(1)).cast(WIDE)).as(SECOND))
                .select(
                        when(col(SuppressionListTable.USERS).equalTo(0), lit(SuppressionListTable.NONE))
                                .otherwise(sha2(
                                        concat_ws(" ", col(SuppressionListTable.USERS), col(FIRST), col(SECOND)), 256))
                                .as(SuppressionListTable.DIGEST),
                        col(SuppressionListTable.USERS));
    }

    /** The one row of {@link SuppressionListTable} of a run without a list. */
    static Dataset<Row> noList(SparkSession spark) {
        return spark.createDataFrame(
                List.of(RowFactory.create(SuppressionListTable.NONE, 0L)), SuppressionListTable.CONTRACT.schema());
    }
}
