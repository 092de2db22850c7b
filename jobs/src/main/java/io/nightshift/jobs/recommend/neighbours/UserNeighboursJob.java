package io.nightshift.jobs.recommend.neighbours;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.InteractionsTable;
import io.nightshift.jobs.recommend.ItemIndexTable;
import io.nightshift.jobs.recommend.UserIndexTable;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds the users who take the same items, and what these took lately. */
public final class UserNeighboursJob implements Job {
    @Override
    public String name() {
        return "user-neighbours";
    }

    @Override
    public String description() {
        return "Finds for each user those who take the same items, and what these took lately that is new to the user";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                InteractionsTable.CONTRACT, UserIndexTable.CONTRACT, ItemIndexTable.CONTRACT, ItemsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(UserNeighboursTable.CONTRACT, NeighbourItemsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("recommend.sources.user-neighbours");
    }

    @Override
    public boolean isSteady(Contract table, Run run) {
        return run.settings().recommend().sources().userNeighbours().enabled();
    }

    @Override
    public void compute(Run run) {
        UserNeighbourSettings settings = run.settings().recommend().sources().userNeighbours();
        if (!settings.enabled()) {
            writes().forEach(table -> run.write(table, run.spark().createDataFrame(List.of(), table.schema())));
            return;
        }
        Dataset<Row> pairs = run.table(InteractionsTable.CONTRACT);
        run.report("user-neighbours-capped-pairs", ItemNeighbours.capped(pairs, settings.maxItemsPerUser()));
        Dataset<Row> neighbours = run.write(UserNeighboursTable.CONTRACT, UserNeighbours.of(pairs, settings));
        Dataset<Row> items = run.table(ItemIndexTable.CONTRACT);
        Dataset<Row> available = items.join(
                        run.table(ItemsTable.CONTRACT).where(col(ItemsTable.AVAILABLE)), ItemIndexTable.ITEM_ID)
                .select(ItemIndexTable.ITEM);
        run.write(
                NeighbourItemsTable.CONTRACT,
                UserNeighbours.items(neighbours, pairs, available, run.date(), settings)
                        .join(items, ItemIndexTable.ITEM)
                        .join(run.table(UserIndexTable.CONTRACT), UserIndexTable.USER)
                        .drop(ItemIndexTable.ITEM, UserIndexTable.USER)
                        .withColumn(NeighbourItemsTable.RUN_DATE, lit(Date.valueOf(run.date()))));
    }
}
