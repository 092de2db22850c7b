package io.nightshift.jobs.features;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Sums the events by day, and computes the features of users and items as of the run date. */
public final class FeaturesJob implements Job {
    @Override
    public String name() {
        return "features";
    }

    @Override
    public String description() {
        return "Features of users and items as of the run date, from events summed by day";
    }

    @Override
    public List<Contract> reads() {
        return List.of(EventsTable.CONTRACT, ItemsTable.CONTRACT, UsersTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(UserDaysTable.CONTRACT, UserFeaturesTable.CONTRACT, ItemFeaturesTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of("features");
    }

    @Override
    public void compute(Run run) {
        FeatureSettings settings = run.settings().features();
        Dataset<Row> events = run.table(EventsTable.CONTRACT);
        Dataset<Row> items = run.table(ItemsTable.CONTRACT);
        Dataset<Row> users = run.table(UsersTable.CONTRACT);
        Dataset<Row> userItems = UserItems.asOf(events, run.date(), settings).persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> userDays = run.write(UserDaysTable.CONTRACT, UserDays.of(events, settings));
        run.write(
                UserFeaturesTable.CONTRACT,
                UserFeatures.asOf(run.date(), new UserFeatures.Inputs(userDays, userItems, items, users), settings));
        run.write(
                ItemFeaturesTable.CONTRACT,
                ItemFeatures.asOf(run.date(), new ItemFeatures.Inputs(events, userItems, items), settings));
        userItems.unpersist();
    }
}
