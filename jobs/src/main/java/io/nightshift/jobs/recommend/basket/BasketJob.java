package io.nightshift.jobs.recommend.basket;

import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import java.sql.Date;
import java.util.List;

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
    public void compute(Run run) {
        BasketSettings settings = run.settings().recommend().sources().basket();
        run.write(
                BoughtTogetherTable.CONTRACT,
                settings.enabled()
                        ? BoughtTogether.of(
                                        run.table(EventsTable.CONTRACT),
                                        run.table(ItemsTable.CONTRACT),
                                        run.date(),
                                        settings)
                                .withColumn(BoughtTogetherTable.RUN_DATE, lit(Date.valueOf(run.date())))
                        : run.spark().createDataFrame(List.of(), BoughtTogetherTable.CONTRACT.schema()));
    }
}
