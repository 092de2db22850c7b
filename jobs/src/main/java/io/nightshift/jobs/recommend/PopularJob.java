package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;

import io.nightshift.contract.Contract;
import io.nightshift.jobs.Job;
import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.ingest.UsersTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lists the items that most users took lately, those that grow, and those that are new. */
public final class PopularJob implements Job {
    @Override
    public String name() {
        return "popular";
    }

    @Override
    public String description() {
        return "Lists popular, trending and new items, overall, by category and by the users' regions and segments";
    }

    @Override
    public List<Contract> reads() {
        return List.of(
                EventsTable.CONTRACT,
                UsersTable.CONTRACT,
                UserIndexTable.CONTRACT,
                InteractionsTable.CONTRACT,
                ItemIndexTable.CONTRACT,
                ItemsTable.CONTRACT);
    }

    @Override
    public List<Contract> writes() {
        return List.of(PopularItemsTable.CONTRACT, TrendingItemsTable.CONTRACT, NewItemsTable.CONTRACT);
    }

    @Override
    public List<String> settings() {
        return List.of(
                "recommend.popular-top-n",
                "recommend.popular",
                "recommend.catalogue",
                "interactions.conversions",
                "inputs.users",
                "time-zone");
    }

    @Override
    public void compute(Run run) {
        RecommendSettings settings = run.settings().recommend();
        Optional<Dataset<Row>> segments = segments(run, settings.popular());
        run.write(PopularItemsTable.CONTRACT, popular(run, settings, segments));
        run.write(
                TrendingItemsTable.CONTRACT,
                new TrendingItems(
                                settings.popular(),
                                settings.catalogue().trendDays(),
                                settings.popularTopN(),
                                run.date())
                        .of(
                                run.table(EventsTable.CONTRACT),
                                run.settings().interactions().conversions(),
                                run.table(ItemsTable.CONTRACT),
                                segments));
        run.write(
                NewItemsTable.CONTRACT,
                new NewItems(
                                settings.popular().newDays(),
                                settings.catalogue().popularityDays(),
                                settings.popularTopN(),
                                run.date())
                        .of(
                                run.table(InteractionsTable.CONTRACT),
                                run.table(ItemIndexTable.CONTRACT),
                                run.table(ItemsTable.CONTRACT),
                                segments.map(of -> of.join(run.table(UserIndexTable.CONTRACT), UserIndexTable.USER_ID)),
                                run.settings().timeZone()));
    }

    /** The segments of users that have lists; nothing where none of their attributes is mapped. */
    private static Optional<Dataset<Row>> segments(Run run, PopularSettings settings) {
        Set<String> mapped = run.settings().inputs().users().stream()
                .flatMap(source -> source.attributes().keySet().stream())
                .collect(Collectors.toSet());
        List<String> attributes = settings.attributes(mapped);
        return attributes.isEmpty()
                ? Optional.empty()
                : Optional.of(UserSegments.of(run.table(UsersTable.CONTRACT), attributes, settings));
    }

    private static Dataset<Row> popular(Run run, RecommendSettings settings, Optional<Dataset<Row>> segments) {
        Dataset<Row> pairs = run.table(InteractionsTable.CONTRACT);
        Dataset<Row> index = run.table(ItemIndexTable.CONTRACT);
        Dataset<Row> items = run.table(ItemsTable.CONTRACT);
        int days = settings.catalogue().popularityDays();
        Dataset<Row> users = Popularity.users(pairs, InteractionsTable.ITEM, run.date(), days);
        Dataset<Row> popular = PopularItems.of(users, index, items, run.date(), settings.popularTopN());
        if (segments.isEmpty()) {
            return popular;
        }
        Dataset<Row> available = index.join(items.where(col(ItemsTable.AVAILABLE)), ItemIndexTable.ITEM_ID)
                .select(ItemIndexTable.ITEM, ItemIndexTable.ITEM_ID);
        return popular.unionByName(PopularItems.inSegments(
                pairs,
                segments.orElseThrow().join(run.table(UserIndexTable.CONTRACT), UserIndexTable.USER_ID),
                available,
                run.date(),
                new PopularItems.Window(days, settings.popularTopN())));
    }
}
