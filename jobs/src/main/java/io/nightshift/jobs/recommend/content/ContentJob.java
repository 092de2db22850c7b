package io.nightshift.jobs.recommend.content;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.links.ItemLinkRows;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the items that are alike in what they are. */
public final class ContentJob implements Job {
    @Override
    public String name() {
        return "content";
    }

    @Override
    public String description() {
        return "Finds for each item those alike in category, brand, price band and words, also for items without events";
    }

    @Override
    public List<Contract> reads() {
        return List.of(ItemsTable.CONTRACT, ItemIndexTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(ContentNeighboursTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.sources.content");
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return run.settings().recommend().sources().content().enabled();
    }

    @Override
    public void compute(Run run) {
        ContentSettings settings = run.settings().recommend().sources().content();
        if (!settings.enabled()) {
            run.write(
                    ContentNeighboursTable.CONTRACT,
                    run.spark().createDataFrame(List.of(), ContentNeighboursTable.CONTRACT.schema()));
            return;
        }
        Dataset<Row> index = run.table(ItemIndexTable.CONTRACT);
        Dataset<Row> named = ItemLinkRows.ofRanked(
                ContentNeighbours.of(run.table(ItemsTable.CONTRACT), index, settings),
                index,
                ContentNeighboursTable.ITEM_ID,
                ContentNeighboursTable.SIMILAR_ITEM_ID);
        run.write(
                ContentNeighboursTable.CONTRACT,
                named.withColumnRenamed(ItemLinkRows.RANK, ContentNeighboursTable.RANK)
                        .withColumn(ContentNeighboursTable.SCORE, least(lit(1f), col(ItemLinkRows.WEIGHT)))
                        .drop(ItemLinkRows.WEIGHT)
                        .withColumn(ContentNeighboursTable.RUN_DATE, lit(Date.valueOf(run.date()))));
    }
}
