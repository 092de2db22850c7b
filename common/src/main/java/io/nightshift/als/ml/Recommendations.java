package io.nightshift.als.ml;

import static org.apache.spark.sql.functions.arrays_zip;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import io.nightshift.als.TopN;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Lists in MLlib's shape: an id and an array of structs of the other side's id and the rating (float), best first. Steps: lists of
 * indexes; then, where ids are not their own index, an entry a row, its id joined, and entries gathered again in their order.
 *
 * @param seekers who gets a list
 * @param listed what is listed
 * @param seekerCol name of the seekers' id
 * @param listedCol name of the listed ids
 */
record Recommendations(FactorSide seekers, FactorSide listed, String seekerCol, String listedCol) {
    private static final String RECOMMENDATIONS = "recommendations";
    private static final String RATING = "rating";
    private static final String ENTRIES = "entries";
    private static final String PLACE = "place";
    private static final String ENTRY = "entry";

    Dataset<Row> of(int n) {
        Dataset<Row> lists = TopN.among(listed.vectors())
                .forAll(seekers.vectors(), n)
                .select(
                        col(TopN.ID).as(FactorSide.INDEX),
                        transform(
                                        arrays_zip(col(TopN.ITEMS), col(TopN.SCORES)),
                                        entry -> struct(
                                                entry.getField(TopN.ITEMS).as(listedCol),
                                                entry.getField(TopN.SCORES).as(RATING)))
                                .as(RECOMMENDATIONS));
        Dataset<Row> entriesNamed = listed.isNamedByIndex() ? lists : withEntriesNamed(lists);
        if (seekers.isNamedByIndex()) {
            return entriesNamed.withColumnRenamed(FactorSide.INDEX, seekerCol);
        }
        return entriesNamed
                .join(seekers.rows().select(FactorSide.INDEX, FactorSide.ID), FactorSide.INDEX)
                .select(col(FactorSide.ID).as(seekerCol), col(RECOMMENDATIONS));
    }

    private Dataset<Row> withEntriesNamed(Dataset<Row> lists) {
        Dataset<Row> entries = lists.select(
                col(FactorSide.INDEX).as(ENTRIES),
                posexplode(col(RECOMMENDATIONS)).as(new String[] {PLACE, ENTRY}));
        Dataset<Row> named = entries.join(
                listed.rows().select(FactorSide.INDEX, FactorSide.ID),
                col(ENTRY).getField(listedCol).equalTo(col(FactorSide.INDEX)));
        return named.groupBy(col(ENTRIES).as(FactorSide.INDEX))
                .agg(sort_array(collect_list(struct(
                                col(PLACE),
                                col(FactorSide.ID).as(listedCol),
                                col(ENTRY).getField(RATING).as(RATING))))
                        .as(RECOMMENDATIONS))
                .select(
                        col(FactorSide.INDEX),
                        transform(
                                        col(RECOMMENDATIONS),
                                        entry -> struct(
                                                entry.getField(listedCol).as(listedCol),
                                                entry.getField(RATING).as(RATING)))
                                .as(RECOMMENDATIONS));
    }
}
