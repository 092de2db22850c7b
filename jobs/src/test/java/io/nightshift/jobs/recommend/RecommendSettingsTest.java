package io.nightshift.jobs.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.als.Solver;
import io.nightshift.als.Weighting;
import io.nightshift.errors.SettingsException;
import io.nightshift.jobs.ingest.EventType;
import io.nightshift.jobs.recommend.FactorSettings.Engine;
import io.nightshift.jobs.recommend.again.AgainSettings;
import io.nightshift.jobs.recommend.basket.BasketSettings;
import io.nightshift.jobs.recommend.content.ContentSettings;
import io.nightshift.jobs.recommend.linear.LinearSettings;
import io.nightshift.jobs.recommend.neighbours.NeighbourSettings;
import io.nightshift.jobs.recommend.neighbours.SequenceSettings;
import io.nightshift.jobs.recommend.neighbours.Similarity;
import io.nightshift.jobs.recommend.neighbours.UserNeighbourSettings;
import io.nightshift.jobs.recommend.ranking.RankingSettings;
import io.nightshift.jobs.recommend.ranking.RankingSettings.Model;
import io.nightshift.jobs.recommend.ranking.TreesSettings;
import io.nightshift.jobs.recommend.rules.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommendSettingsTest {
    @Test
    void hasTheseDefaults() {
        assertThat(ReferenceSettings.with("").recommend())
                .isEqualTo(new RecommendSettings(
                        20,
                        Optional.empty(),
                        100,
                        new PopularSettings(List.of(), "region", 28, 5, 30),
                        new SeenPolicy(Map.of(
                                EventType.VIEW, 0,
                                EventType.CLICK, 0,
                                EventType.CART, 0,
                                EventType.PURCHASE, 0,
                                EventType.RETURN, 180,
                                EventType.RATING, SeenPolicy.ALWAYS)),
                        new FactorSettings(
                                Engine.NIGHTSHIFT,
                                64,
                                15,
                                10,
                                0,
                                Weighting.ALL_PAIRS,
                                1,
                                Damping.NONE,
                                1,
                                Solver.AUTO,
                                Optional.empty()),
                        new Blend(1, 0.1, 0.3),
                        new RankingSettings(
                                Model.AUTO, 28, 3, 100, 0.2, 20_000, 100, 10, new TreesSettings(50, 5, 0.1, 50, 10)),
                        new Ladder(0.5, 0.2, Ladder.Popular.FILL),
                        new CatalogueSettings(28, 7, 1024),
                        new SimilarSettings(20, 5),
                        new SourceSettings(
                                new NeighbourSettings(
                                        true, Similarity.BM25, new NeighbourSettings.Bm25(1.2, 0.75), 100, 10, 0, 1000),
                                new LinearSettings(true, 10_000, 200, 200),
                                new BasketSettings(true, false, 20, 20, 1000),
                                new AgainSettings(true, 20, 0.1, 2, 3),
                                new ContentSettings(
                                        true,
                                        false,
                                        5,
                                        20,
                                        0.3,
                                        new ContentSettings.Weights(1, 0.5, 0.5, 2),
                                        1.5,
                                        2,
                                        100),
                                new SequenceSettings(
                                        true,
                                        false,
                                        Set.of(EventType.VIEW, EventType.CLICK, EventType.CART),
                                        Set.of(EventType.PURCHASE),
                                        30,
                                        3,
                                        20,
                                        300),
                                new UserNeighbourSettings(false, false, 50, 0.05, 300, 28, 50, 50)),
                        ReferenceSettings.with("").recommend().rules()));
    }

    @Test
    void readsEveryKey() {
        RecommendSettings changed = ReferenceSettings.with(
                        """
                        nightshift.recommend {
                          top-n = 5, audience-active-days = 30, popular-top-n = 7
                          popular { segments = [age, tier], region = state, past-days = 14, min-users = 2, new-days = 60 }
                          seen { view = 1, click = 2, cart = always, purchase = 90, return = never, rating = 3 }
                          als { engine = mllib, rank = 8, iterations = 2, regularization = 3, regularization-exponent = 1, weighting = mllib, damping = log, alpha = 4, solver = cg }
                          blend { repeat = 0.5, als = 2, linear = 4 }
                          ranking {
                            model = off, label-days = 7, windows = 3, candidates = 50, negative-share = 0.5
                            max-users = 1000, min-examples = 10, regularization = 1
                            trees { count = 5, depth = 2, learning-rate = 0.5, min-examples = 10, regularization = 2 }
                          }
                          fallback { segment-share = 1, trending-share = 0 }
                          catalogue { popularity-days = 90, trend-days = 14, max-broadcast-mb = 10 }
                          similar { top-n = 3, min-users = 2 }
                          sources {
                            neighbours { enabled = false, similarity = log-likelihood, bm25 { k1 = 0.5, b = 0.6 }, top-n = 7, min-users = 3, shrinkage = 5, max-items-per-user = 90 }
                            linear { enabled = false, max-items = 50, regularization = 3, links-per-item = 9 }
                            basket { enabled = true, candidates = true, min-orders = 4, top-n = 8, max-items-per-order = 30 }
                            again { enabled = false, top-n = 6, min-repeat-rate = 0.5, item-gaps = 1, most-overdue = 9 }
                            content {
                              enabled = true, candidates = true, cold-candidates = 3, top-n = 9, min-score = 0.1
                              weights { category = 4, brand = 3, price = 2, text = 1 }
                              price-band-ratio = 2, min-word-items = 5, max-words = 7
                            }
                            viewed-then-bought {
                              enabled = true, candidates = true, from = [cart], to = [rating], within-days = 3, min-users = 2, top-n = 4
                              max-steps-per-user = 5
                            }
                            user-neighbours {
                              enabled = true, candidates = true, neighbours = 7, min-score = 0.5, max-items-per-user = 6, recent-days = 5
                              recent-items = 4, top-n = 3
                            }
                          }
                        }""")
                .recommend();

        assertThat(changed)
                .isEqualTo(new RecommendSettings(
                        5,
                        Optional.of(30),
                        7,
                        new PopularSettings(List.of("age", "tier"), "state", 14, 2, 60),
                        new SeenPolicy(Map.of(
                                EventType.VIEW, 1,
                                EventType.CLICK, 2,
                                EventType.CART, SeenPolicy.ALWAYS,
                                EventType.PURCHASE, 90,
                                EventType.RETURN, 0,
                                EventType.RATING, 3)),
                        new FactorSettings(
                                Engine.MLLIB,
                                8,
                                2,
                                3,
                                1,
                                Weighting.MLLIB,
                                1,
                                Damping.LOG,
                                4,
                                Solver.CG,
                                Optional.empty()),
                        new Blend(0.5, 2, 4),
                        new RankingSettings(Model.OFF, 7, 3, 50, 0.5, 1000, 10, 1, new TreesSettings(5, 2, 0.5, 10, 2)),
                        new Ladder(1, 0, Ladder.Popular.FILL),
                        new CatalogueSettings(90, 14, 10),
                        new SimilarSettings(3, 2),
                        new SourceSettings(
                                new NeighbourSettings(
                                        false,
                                        Similarity.LOG_LIKELIHOOD,
                                        new NeighbourSettings.Bm25(0.5, 0.6),
                                        7,
                                        3,
                                        5,
                                        90),
                                new LinearSettings(false, 50, 3, 9),
                                new BasketSettings(true, true, 4, 8, 30),
                                new AgainSettings(false, 6, 0.5, 1, 9),
                                new ContentSettings(
                                        true, true, 3, 9, 0.1, new ContentSettings.Weights(4, 3, 2, 1), 2, 5, 7),
                                new SequenceSettings(
                                        true, true, Set.of(EventType.CART), Set.of(EventType.RATING), 3, 2, 4, 5),
                                new UserNeighbourSettings(true, true, 7, 0.5, 6, 5, 4, 3)),
                        ReferenceSettings.with("nightshift.recommend.top-n = 5")
                                .recommend()
                                .rules()));
    }

    @Test
    void saysWhatAListMayBeMadeOf() {
        assertThatThrownBy(
                        () -> ReferenceSettings.with(
                                """
                        nightshift.recommend {
                          placements = [ { name = basket, sources = [basket, linear] }, { name = mail, sources = [nieghbours] } ]
                          sources { linear.enabled = false, user-neighbours.candidates = true }
                        }"""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("placements=basket, expected sources that put candidates forward in basket;"
                        + " set recommend.sources.basket.candidates = true")
                .hasMessageContaining("placements=linear, expected sources that put candidates forward in basket;"
                        + " set recommend.sources.linear.enabled = true")
                .hasMessageContaining("placements[1].sources=nieghbours")
                .hasMessageContaining("did you mean neighbours?")
                .hasMessageContaining("sources.user-neighbours.candidates=true, expected false where enabled is false");
        assertThat(ReferenceSettings.with(
                                """
                                nightshift.recommend {
                                  placements = [ { name = basket, sources = [basket, repeat] } ], sources.basket.candidates = true
                                }""")
                        .recommend()
                        .rules()
                        .placements())
                .containsExactly(new Placement(
                        "basket", Placement.Subject.USERS, 20, Set.of(Source.BASKET, Source.REPEAT), List.of()));
    }

    @Test
    void saysWhatTheListOfAnItemMayBeMadeOf() {
        assertThatThrownBy(
                        () -> ReferenceSettings.with(
                                """
                        nightshift.recommend {
                          placements = [ { name = page, for = items, sources = [repeat, content], rules = [adults, region, cheap] } ]
                          rules = [
                            { name = adults, action = exclude, users = "age < 18" }
                            { name = region, action = match, item = region, user = region }
                            { name = cheap, action = exclude, items = "price < 1" }
                          ]
                          sources.content.enabled = false
                        }"""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "placements=repeat, expected sources that say what goes with an item in page, some of"
                                + " [basket, viewed-then-bought, neighbours, als, linear, segment, popular]; choose one of these")
                .hasMessageContaining("placements=content")
                .hasMessageContaining("set recommend.sources.content.enabled = true, or choose one of these")
                .hasMessageContaining("placements=adults, expected rules that look at no user")
                .hasMessageContaining("placements=region")
                .hasMessageNotContaining("placements=cheap");
    }

    @Test
    void saysWhatASeenPolicyMayBe() {
        assertThatThrownBy(() -> ReferenceSettings.with("nightshift.recommend.seen.purchase = sometimes"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        "Cannot use setting: nightshift.recommend.seen.purchase=sometimes, expected never, always or a"
                                + " number of days from 0 to 99999; choose one of these");
    }
}
