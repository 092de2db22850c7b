package io.nightshift.jobs.command;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import io.nightshift.jobs.ingest.ItemsTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts names that a person reads beside item ids. */
final class Titles {
    static final String ITEM = "item";

    private Titles() {}

    /** The rows with a column {@link #ITEM}: the title, else category and brand, else the id. */
    static Dataset<Row> join(Dataset<Row> rows, Dataset<Row> items) {
        return rows.join(
                items.select(
                        col(ItemsTable.ITEM_ID),
                        coalesce(
                                        col(ItemsTable.TITLE),
                                        concat_ws(", ", col(ItemsTable.CATEGORY), col(ItemsTable.BRAND)),
                                        col(ItemsTable.ITEM_ID))
                                .as(ITEM)),
                scala.jdk.javaapi.CollectionConverters.asScala(java.util.List.of(ItemsTable.ITEM_ID))
                        .toSeq(),
                "left");
    }
}
