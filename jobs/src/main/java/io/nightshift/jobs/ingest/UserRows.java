package io.nightshift.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.map_entries;
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

/** The rows of the users input. */
final class UserRows {
    static final String INPUT = "users";

    static final List<Field> FIELDS = List.of(
            Field.required("user-id", UsersTable.USER_ID, FieldKind.ID),
            Field.optional("signup", UsersTable.SIGNUP, FieldKind.DAY));

    private static final Column NO_ATTRIBUTES = map().cast("map<string,string>");

    private UserRows() {}

    /** The columns of {@link UsersTable} and of {@link Intake}, one row for each mapped row. */
    static Dataset<Row> of(Dataset<Row> mapped, String source, int rawLength) {
        List<Column> columns = new ArrayList<>();
        columns.add(col(UsersTable.USER_ID));
        columns.add(col(UsersTable.SIGNUP));
        columns.add(col(MappedSource.ATTRIBUTES).as(UsersTable.ATTRIBUTES));
        Column excluded = when(not(col(MappedSource.PASSES)), Outcome.EXCLUDED.asColumn());
        columns.addAll(Intake.columnsOf(source, col(MappedSource.REASON), excluded, rawLength));
        return mapped.select(columns.toArray(Column[]::new));
    }

    /** The same rows with one kept for each user: of several, the one that comes first when ordered by all columns. */
    static Dataset<Row> keepOneEach(Dataset<Row> users) {
        List<Column> order = List.of(col(UsersTable.SIGNUP).asc_nulls_last(), map_entries(col(UsersTable.ATTRIBUTES)));
        return Intake.keepOneEach(users, UsersTable.USER_ID, order);
    }

    /** The users of the events, of whom nothing else is known. */
    static Dataset<Row> thoseOf(Dataset<Row> events) {
        return events.select(col(EventsTable.USER_ID).as(UsersTable.USER_ID))
                .distinct()
                .select(
                        col(UsersTable.USER_ID),
                        lit(null).cast("date").as(UsersTable.SIGNUP),
                        NO_ATTRIBUTES.as(UsersTable.ATTRIBUTES));
    }

    /** Users of the input and of the events: what the input says of them, or nothing. */
    static Dataset<Row> withThoseOf(Dataset<Row> events, Dataset<Row> users) {
        Dataset<Row> active =
                events.select(col(EventsTable.USER_ID).as(UsersTable.USER_ID)).distinct();
        return users.join(active, users.col(UsersTable.USER_ID).equalTo(active.col(UsersTable.USER_ID)), "full_outer")
                .select(
                        coalesce(users.col(UsersTable.USER_ID), active.col(UsersTable.USER_ID))
                                .as(UsersTable.USER_ID),
                        users.col(UsersTable.SIGNUP),
                        coalesce(users.col(UsersTable.ATTRIBUTES), NO_ATTRIBUTES)
                                .as(UsersTable.ATTRIBUTES));
    }
}
