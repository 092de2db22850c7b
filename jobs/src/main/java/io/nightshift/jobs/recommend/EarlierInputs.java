package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.nightshift.jobs.Run;
import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.ranking.Ranker;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What lists would have been made from on an earlier date: pairs and models of what was known by then. Nothing is hidden, because what
 * is to be learned or measured is what users want. Items count as available, because nothing tells since when one is not.
 */
public final class EarlierInputs {
    private final Dataset<Row> events;
    private final Dataset<Row> users;
    private final Dataset<Row> items;
    private final Dataset<Row> itemIndex;
    private final InteractionSettings interactions;
    private final RecommendSettings settings;
    private final long seed;

    /** @param run with its events, items and indexes finished */
    public EarlierInputs(Run run) {
        this.users = run.table(UserIndexTable.CONTRACT);
        this.itemIndex = run.table(ItemIndexTable.CONTRACT);
        this.events = Interactions.dense(run.table(EventsTable.CONTRACT), users, itemIndex);
        this.items = run.table(ItemsTable.CONTRACT).withColumn(ItemsTable.AVAILABLE, lit(true));
        this.interactions = run.settings().interactions();
        this.settings = run.settings().recommend();
        this.seed = run.settings().seed();
    }

    /** The pairs up to and including a day: rows of {@link InteractionsTable}. */
    public Dataset<Row> pairs(LocalDate asOf) {
        return Interactions.densePairs(events, asOf, interactions, SeenPolicy.NOTHING_HIDDEN);
    }

    /**
     * The inputs as of a date, for all users; fits the models of the sources.
     *
     * @param pairs {@link #pairs} of the date, stored or persisted: they are read several times
     */
    public ListInputs of(Dataset<Row> pairs, LocalDate asOf) {
        Factors factors = FactorTrainer.of(settings.als(), seed).fit(pairs);
        return new ListInputs(users, items, itemIndex, pairs, factors, List.of(), Ranker.NONE, asOf);
    }

    /** What users took in the days after a date: user and item, each pair once. */
    public Dataset<Row> taken(LocalDate after, int days) {
        return events.where(col(EventsTable.EVENT_DATE)
                        .gt(lit(Date.valueOf(after)))
                        .and(col(EventsTable.EVENT_DATE).leq(lit(Date.valueOf(after.plusDays(days)))))
                        .and(col(EventsTable.TYPE)
                                .isin(interactions.conversions().stream()
                                        .map(EventType::id)
                                        .sorted()
                                        .toArray())))
                .select(UserIndexTable.USER, ItemIndexTable.ITEM)
                .distinct();
    }
}
