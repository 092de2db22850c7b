package io.nightshift.jobs.recommend;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Ranks items by how many users took them lately. */
public final class PopularJob implements Job {
    @Override
    public String name() {
        return "popular";
    }

    @Override
    public String description() {
        return "Ranks the available items by their users in the last days, overall and for each category";
    }

    @Override
    public List<Contract> reads() {
        return List.of(InteractionsTable.CONTRACT, ItemIndexTable.CONTRACT, ItemsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(PopularItemsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.popular-top-n", "recommend.catalogue");
    }

    @Override
    public void compute(Run run) {
        RecommendSettings settings = run.settings().recommend();
        Dataset<Row> users = Popularity.users(
                run.table(InteractionsTable.CONTRACT),
                InteractionsTable.ITEM,
                run.date(),
                settings.catalogue().popularityDays());
        run.write(
                PopularItemsTable.CONTRACT,
                PopularItems.of(
                        users,
                        run.table(ItemIndexTable.CONTRACT),
                        run.table(ItemsTable.CONTRACT),
                        run.date(),
                        settings.popularTopN()));
    }
}
