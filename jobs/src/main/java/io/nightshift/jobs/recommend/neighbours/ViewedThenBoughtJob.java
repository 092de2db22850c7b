package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts which items users buy after they viewed others. */
public final class ViewedThenBoughtJob implements Job {
    @Override
    public String name() {
        return "viewed-then-bought";
    }

    @Override
    public String description() {
        return "Counts for each item viewed those that the same users bought within some days after it";
    }

    @Override
    public List<Contract> reads() {
        return List.of(EventsTable.CONTRACT, ItemIndexTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(ViewedThenBoughtTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.sources.viewed-then-bought");
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return run.settings().recommend().sources().viewedThenBought().enabled();
    }

    @Override
    public void compute(Run run) {
        SequenceSettings settings = run.settings().recommend().sources().viewedThenBought();
        if (!settings.enabled()) {
            run.write(
                    ViewedThenBoughtTable.CONTRACT,
                    run.spark().createDataFrame(List.of(), ViewedThenBoughtTable.CONTRACT.schema()));
            return;
        }
        Dataset<Row> index = run.table(ItemIndexTable.CONTRACT);
        Dataset<Row> counts = ViewedThenBought.counts(run.table(EventsTable.CONTRACT), index, run.date(), settings)
                .persist();
        try {
            write(run, counts, index, settings);
        } finally {
            counts.unpersist();
        }
    }

    private static void write(Run run, Dataset<Row> counts, Dataset<Row> index, SequenceSettings settings) {
        run.report("viewed-then-bought-capped-steps", ViewedThenBought.capped(counts));
        Dataset<Row> bought = index.select(
                col(ItemIndexTable.ITEM).as(ViewedThenBought.NEXT),
                col(ItemIndexTable.ITEM_ID).as(ViewedThenBoughtTable.BOUGHT_ITEM_ID));
        run.write(
                ViewedThenBoughtTable.CONTRACT,
                ViewedThenBought.of(counts, settings)
                        .join(index, ViewedThenBought.ITEM)
                        .join(bought, ViewedThenBought.NEXT)
                        .drop(ViewedThenBought.ITEM, ViewedThenBought.NEXT)
                        .withColumn(ViewedThenBoughtTable.RUN_DATE, lit(Date.valueOf(run.date()))));
    }
}
