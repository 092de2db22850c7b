package io.nightshift.jobs.recommend.basket;

import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Counts what is bought in one order. */
public final class BasketJob implements Job {
    @Override
    public String name() {
        return "basket";
    }

    @Override
    public String description() {
        return "Counts which items, and which categories, are bought in one order";
    }

    @Override
    public List<Contract> reads() {
        return List.of(EventsTable.CONTRACT, ItemsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(BoughtTogetherTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.sources.basket");
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return run.settings().recommend().sources().basket().enabled();
    }

    @Override
    public void compute(Run run) {
        BasketSettings settings = run.settings().recommend().sources().basket();
        if (settings.enabled()) {
            write(run, settings);
        } else {
            run.write(
                    BoughtTogetherTable.CONTRACT,
                    run.spark().createDataFrame(List.of(), BoughtTogetherTable.CONTRACT.schema()));
        }
    }

    private static void write(Run run, BasketSettings settings) {
        Dataset<Row> lines = BoughtTogether.lines(run.table(EventsTable.CONTRACT), run.date())
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            run.report("basket-capped-orders", BoughtTogether.capped(lines, settings));
            run.write(
                    BoughtTogetherTable.CONTRACT,
                    BoughtTogether.of(lines, run.table(ItemsTable.CONTRACT), settings)
                            .withColumn(BoughtTogetherTable.RUN_DATE, lit(Date.valueOf(run.date()))));
        } finally {
            lines.unpersist();
        }
    }
}
