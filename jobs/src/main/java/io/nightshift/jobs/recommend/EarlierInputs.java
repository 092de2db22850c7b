package io.nightshift.jobs.recommend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.nightshift.jobs.NightshiftSettings;
import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.ingest.EventsTable;
import io.nightshift.jobs.ingest.ItemsTable;
import io.nightshift.jobs.recommend.ListInputs.Links;
import io.nightshift.jobs.recommend.basket.BoughtTogether;
import io.nightshift.jobs.recommend.content.ContentNeighbours;
import io.nightshift.jobs.recommend.linear.LinearLinks;
import io.nightshift.jobs.recommend.neighbours.ItemNeighbours;
import io.nightshift.jobs.recommend.neighbours.UserNeighbourSettings;
import io.nightshift.jobs.recommend.neighbours.UserNeighbours;
import io.nightshift.jobs.recommend.neighbours.ViewedThenBought;
import io.nightshift.jobs.recommend.ranking.Ranker;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

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
    private final Optional<EarlierModels> models;

    /**
     * Inputs of a run's events.
     *
     * @param users rows of {@link UserIndexTable}
     * @param items rows of {@link ItemsTable}
     * @param itemIndex rows of {@link ItemIndexTable}
     * @param events rows of {@link Interactions#dense}
     */
    public EarlierInputs(
            Dataset<Row> users,
            Dataset<Row> items,
            Dataset<Row> itemIndex,
            Dataset<Row> events,
            NightshiftSettings settings) {
        this(
                users,
                items.withColumn(ItemsTable.AVAILABLE, lit(true)),
                itemIndex,
                events,
                settings.interactions(),
                settings.recommend(),
                settings.seed(),
                Optional.empty());
    }

    private EarlierInputs(
            Dataset<Row> users,
            Dataset<Row> items,
            Dataset<Row> itemIndex,
            Dataset<Row> events,
            InteractionSettings interactions,
            RecommendSettings settings,
            long seed,
            Optional<EarlierModels> models) {
        this.users = users;
        this.items = items;
        this.itemIndex = itemIndex;
        this.events = events;
        this.interactions = interactions;
        this.settings = settings;
        this.seed = seed;
        this.models = models;
    }

    /** The same, taking models of these dates from here instead of fitting them. */
    public EarlierInputs with(EarlierModels fitted) {
        return new EarlierInputs(users, items, itemIndex, events, interactions, settings, seed, Optional.of(fitted));
    }

    /** The first day with an event; empty without events. */
    public Optional<LocalDate> firstDay() {
        return Optional.ofNullable(
                        events.agg(min(EventsTable.EVENT_DATE)).first().getDate(0))
                .map(Date::toLocalDate);
    }

    /** The pairs up to and including a day: rows of {@link InteractionsTable}. */
    public Dataset<Row> pairs(LocalDate asOf) {
        return Interactions.densePairs(events, asOf, interactions, SeenPolicy.NOTHING_HIDDEN);
    }

    /**
     * The inputs as of a date, for all users, to be closed; fits the models of the sources if there are none yet.
     *
     * @param pairs {@link #pairs} of the date, stored or persisted: they are read several times
     */
    public ListInputs of(Dataset<Row> pairs, LocalDate asOf) {
        Optional<EarlierModels> stored = models.filter(of -> of.dates().contains(asOf));
        Factors factors = stored.map(of -> of.factorsAsOf(asOf))
                .orElseGet(() -> FactorTrainer.of(settings.als(), seed).fit(pairs));
        List<Links> links = settings.sources().ofLinks().stream()
                .map(source -> stored.map(of -> new Links(source, of.linksAsOf(asOf, source)))
                        .orElseGet(() -> links(source, pairs, asOf)))
                .toList();
        return new ListInputs(
                users, items, itemIndex, pairs, factors, links, suggestions(pairs, asOf, stored), Ranker.NONE, asOf);
    }

    private Optional<Dataset<Row>> suggestions(Dataset<Row> pairs, LocalDate asOf, Optional<EarlierModels> stored) {
        UserNeighbourSettings neighbours = settings.sources().userNeighbours();
        if (!neighbours.candidates()) {
            return Optional.empty();
        }
        return Optional.of(stored.map(of -> of.suggestionsAsOf(asOf))
                .orElseGet(() ->
                        UserNeighbours.suggestions(pairs, itemIndex.select(ItemIndexTable.ITEM), asOf, neighbours)));
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

    private Links links(Source source, Dataset<Row> pairs, LocalDate asOf) {
        SourceSettings of = settings.sources();
        return switch (source) {
            case LINEAR -> new Links(source, LinearLinks.of(pairs, of.linear()));
            case NEIGHBOURS -> new Links(source, ItemNeighbours.of(pairs, of.neighbours()));
            case BASKET -> {
                Dataset<Row> lines = BoughtTogether.denseLines(events, asOf).persist(StorageLevel.MEMORY_AND_DISK());
                yield new Links(source, BoughtTogether.links(lines, of.basket()), lines::unpersist);
            }
            case VIEWED_THEN_BOUGHT -> {
                Dataset<Row> counts = ViewedThenBought.denseCounts(events, asOf, of.viewedThenBought())
                        .persist(StorageLevel.MEMORY_AND_DISK());
                yield new Links(source, ViewedThenBought.links(counts, of.viewedThenBought()), counts::unpersist);
            }
            case CONTENT -> new Links(source, ContentNeighbours.links(items, itemIndex, of.content()));
            default ->
                throw new IllegalArgumentException("Cannot link items: source=" + source
                        + ", expected one of SourceSettings.ofLinks; leave it out there");
        };
    }

    /** The settings that the inputs are made with. */
    public RecommendSettings settings() {
        return settings;
    }

    /** The seed of every random choice. */
    public long seed() {
        return seed;
    }
}
