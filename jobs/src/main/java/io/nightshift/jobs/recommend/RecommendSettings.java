package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.recommend.ranking.RankingSettings;
import io.nightshift.jobs.recommend.rules.Placement;
import io.nightshift.jobs.recommend.rules.Placement.Subject;
import io.nightshift.jobs.recommend.rules.RulesSettings;
import java.util.List;
import java.util.Optional;

/**
 * Section {@code recommend}: lists, policies and the ALS behind them.
 *
 * @param topN places of a user's list
 * @param audienceActiveDays only users with an event in so many last days get a list; empty: all users
 * @param popularTopN places of a list of popular items
 * @param popular lists that are the same for everybody or for a segment
 * @param seen for how long an event hides its item
 * @param als how vectors are fitted
 * @param blend how much each source adds to a score
 * @param ranking how lists learn from what users went on to take
 * @param fallback what fills lists up
 * @param catalogue what is known of the items
 * @param similar the lists of similar items
 * @param sources where candidates come from besides vectors and repeats
 * @param rules the lists to make of the candidates, and by which rules
 */
public record RecommendSettings(
        int topN,
        Optional<Integer> audienceActiveDays,
        int popularTopN,
        PopularSettings popular,
        SeenPolicy seen,
        FactorSettings als,
        Blend blend,
        RankingSettings ranking,
        Ladder fallback,
        CatalogueSettings catalogue,
        SimilarSettings similar,
        SourceSettings sources,
        RulesSettings rules) {
    /** Reads the section; problems are noted in the node. */
    public static RecommendSettings read(SettingsNode node) {
        int topN = node.integer("top-n", 1, 1000);
        RecommendSettings settings = new RecommendSettings(
                topN,
                node.optionalInteger("audience-active-days", 1, 100_000),
                node.integer("popular-top-n", 1, 10_000),
                node.section("popular", PopularSettings::read),
                node.section("seen", SeenPolicy::read),
                node.section("als", FactorSettings::read),
                node.section("blend", Blend::read),
                node.section("ranking", RankingSettings::read),
                node.section("fallback", Ladder::read),
                node.section("catalogue", CatalogueSettings::read),
                node.section("similar", SimilarSettings::read),
                node.section("sources", SourceSettings::read),
                RulesSettings.read(node, topN));
        settings.rules.placements().forEach(placement -> settings.requireSources(node, placement));
        return settings;
    }

    /** A list can only be made of sources that put candidates forward. */
    private void requireSources(SettingsNode node, Placement placement) {
        if (placement.subject() == Subject.ITEMS) {
            requireSourcesOfItems(node, placement);
            return;
        }
        List<Source> given = sources.ofCandidates();
        placement.sources().stream()
                .filter(Source::isOptional)
                .filter(source -> !given.contains(source))
                .forEach(source -> node.problem(
                        "placements",
                        source.id(),
                        "sources that put candidates forward in " + placement.name(),
                        "set recommend.sources." + source.id()
                                + (source == Source.LINEAR || source == Source.NEIGHBOURS ? ".enabled" : ".candidates")
                                + " = true"));
    }

    private void requireSourcesOfItems(SettingsNode node, Placement placement) {
        List<Source> given = ItemCandidates.sources(sources);
        placement.sources().stream()
                .filter(source -> !given.contains(source))
                .forEach(source -> node.problem(
                        "placements",
                        source.id(),
                        "sources that say what goes with an item in " + placement.name() + ", some of "
                                + given.stream().map(Source::id).toList(),
                        source.isOptional() && source != Source.USER_NEIGHBOURS
                                ? "set recommend.sources." + source.id() + ".enabled = true, or choose one of these"
                                : "choose one of these"));
    }

    /** The night's list of a user. */
    public ListSpec home() {
        return new ListSpec(RecommendationsTable.HOME, topN, scoring(), ListProtocol.ALL, fallback);
    }

    /** How the night's lists are scored. */
    public Scoring scoring() {
        return ranking.model() == RankingSettings.Model.OFF ? blend : new Scoring.Learned(blend);
    }

    /** What the rules choose from: for each placement of users {@link RankedCandidatesTable#DEPTH} times its length. */
    List<ListSpec> candidateLists() {
        return rules.placements(Subject.USERS).stream()
                .map(placement -> new ListSpec(
                        placement.name(),
                        placement.topN(),
                        scoring(),
                        ListProtocol.ALL,
                        fallback,
                        placement.sources(),
                        (RankedCandidatesTable.DEPTH - 1) * placement.topN()))
                .toList();
    }
}
