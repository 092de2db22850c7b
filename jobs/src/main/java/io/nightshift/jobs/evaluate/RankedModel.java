package io.nightshift.jobs.evaluate;

import io.nightshift.jobs.recommend.ListProtocol;
import io.nightshift.jobs.recommend.RecommendSettings;
import io.nightshift.jobs.recommend.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A maker of lists that the backtest measures.
 *
 * @param name as in the tables
 * @param protocols where its lists mean something
 * @param reach whom it makes lists for
 */
record RankedModel(String name, Set<ListProtocol> protocols, Reach reach) {
    static final String ALS = "als";
    static final String PERSONAL = "personal-frequency";
    static final String BLEND = "blend";
    /** The sources by reciprocal rank fusion. */
    static final String FUSION = "rank-fusion";
    /** What the night's lists are made by: the learned ranker, or the blend where nothing could be learned. */
    static final String RANKED = "ranked";
    /** The lists of the release that was live when the run started, measured on what happened since. */
    static final String LAST_RELEASE = "last-release";
    /** The protocol of lists of categories in place of items, where repeats count. */
    static final String CATEGORY = "category";

    /** Whom a model makes lists for. */
    enum Reach {
        /** Everybody. */
        ALL_USERS,
        /** Only users with history. */
        USERS_WITH_HISTORY
    }

    /** The name of the popularity baseline over so many days. */
    static String popular(int days) {
        return "popular-" + days + "d";
    }

    /** The name of a protocol in tables: lower case. */
    static String id(ListProtocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    /** The lists of the last release: those of all users, under the only protocol that they were made for. */
    static RankedModel lastRelease() {
        return new RankedModel(LAST_RELEASE, EnumSet.of(ListProtocol.ALL), Reach.ALL_USERS);
    }

    /** The popularity baselines. */
    static List<RankedModel> popular(EvaluateSettings settings) {
        return settings.popularDays().stream()
                .map(days -> new RankedModel(popular(days), EnumSet.allOf(ListProtocol.class), Reach.ALL_USERS))
                .toList();
    }

    /** User neighbours put forward what is new to the user alone. */
    private static Set<ListProtocol> protocols(Source source) {
        return source == Source.USER_NEIGHBOURS
                ? EnumSet.of(ListProtocol.ALL, ListProtocol.NEW)
                : EnumSet.allOf(ListProtocol.class);
    }

    /** Every model that a backtest with these settings measures. */
    static List<RankedModel> of(EvaluateSettings settings, RecommendSettings recommend) {
        Set<ListProtocol> every = EnumSet.allOf(ListProtocol.class);
        List<RankedModel> models = new ArrayList<>();
        models.add(new RankedModel(ALS, every, Reach.USERS_WITH_HISTORY));
        recommend
                .sources()
                .ofCandidates()
                .forEach(source ->
                        models.add(new RankedModel(source.id(), protocols(source), Reach.USERS_WITH_HISTORY)));
        models.add(new RankedModel(RANKED, every, Reach.ALL_USERS));
        models.add(new RankedModel(FUSION, every, Reach.ALL_USERS));
        models.add(new RankedModel(BLEND, every, Reach.ALL_USERS));
        models.add(
                new RankedModel(PERSONAL, EnumSet.of(ListProtocol.ALL, ListProtocol.AGAIN), Reach.USERS_WITH_HISTORY));
        models.addAll(popular(settings));
        return models;
    }
}
