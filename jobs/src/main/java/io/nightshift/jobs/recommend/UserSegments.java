package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.nightshift.jobs.ingest.UsersTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which segments each user belongs to: those of the attributes' values. */
final class UserSegments {
    private static final String SEGMENT = "segment";

    private UserSegments() {}

    /**
     * The segments.
     *
     * @param users rows of {@link UsersTable}
     * @param attributes their attributes that make segments, one at least
     * @return user_id, scope, scope_value; users without a value are in no segment of the attribute
     */
    static Dataset<Row> of(Dataset<Row> users, List<String> attributes, PopularSettings settings) {
        Column[] all = attributes.stream()
                .map(name -> struct(
                        lit(settings.scope(name)).as(PopularItemsTable.SCOPE),
                        element_at(col(UsersTable.ATTRIBUTES), name).as(PopularItemsTable.SCOPE_VALUE)))
                .toArray(Column[]::new);
        return users.select(col(UsersTable.USER_ID), explode(array(all)).as(SEGMENT))
                .select(
                        col(UsersTable.USER_ID),
                        col(SEGMENT).getField(PopularItemsTable.SCOPE).as(PopularItemsTable.SCOPE),
                        col(SEGMENT).getField(PopularItemsTable.SCOPE_VALUE).as(PopularItemsTable.SCOPE_VALUE))
                .where(col(PopularItemsTable.SCOPE_VALUE).isNotNull());
    }
}
