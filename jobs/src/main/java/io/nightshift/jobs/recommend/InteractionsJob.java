package io.nightshift.jobs.recommend;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import io.nightshift.spark.DenseIds;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Numbers users and items, and turns the events into one row for each pair of them. */
public final class InteractionsJob implements Job {
    @Override
    public String name() {
        return "interactions";
    }

    @Override
    public String description() {
        return "Turns events into weights of user and item pairs, and string ids into dense ones";
    }

    @Override
    public List<Contract> reads() {
        return List.of(EventsTable.CONTRACT, UsersTable.CONTRACT, ItemsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(UserIndexTable.CONTRACT, ItemIndexTable.CONTRACT, InteractionsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("interactions", "recommend.seen");
    }

    @Override
    public void compute(Run run) {
        Dataset<Row> users = run.write(
                UserIndexTable.CONTRACT,
                DenseIds.of(run.table(UsersTable.CONTRACT), UserIndexTable.USER_ID, UserIndexTable.USER));
        Dataset<Row> items = run.write(
                ItemIndexTable.CONTRACT,
                DenseIds.of(run.table(ItemsTable.CONTRACT), ItemIndexTable.ITEM_ID, ItemIndexTable.ITEM));
        Dataset<Row> events = Interactions.dense(run.table(EventsTable.CONTRACT), users, items);
        run.write(
                InteractionsTable.CONTRACT,
                Interactions.densePairs(
                        events,
                        run.date(),
                        run.settings().interactions(),
                        run.settings().recommend().seen()));
    }
}
