package io.nightshift.jobs.recommend;

import io.nightshift.config.SettingsNode;
import io.nightshift.jobs.recommend.again.AgainSettings;
import io.nightshift.jobs.recommend.basket.BasketSettings;
import io.nightshift.jobs.recommend.content.ContentSettings;
import io.nightshift.jobs.recommend.linear.LinearSettings;
import io.nightshift.jobs.recommend.neighbours.NeighbourSettings;
import io.nightshift.jobs.recommend.neighbours.SequenceSettings;
import io.nightshift.jobs.recommend.neighbours.UserNeighbourSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Section {@code recommend.sources}: where candidates come from besides vectors and repeats.
 *
 * @param neighbours items that the same users take
 * @param linear the linear item-item model
 * @param basket items bought in one order
 * @param again when own items are due again
 * @param content items alike in what they are
 * @param viewedThenBought items bought after others were viewed
 * @param userNeighbours users who take the same items
 */
public record SourceSettings(
        NeighbourSettings neighbours,
        LinearSettings linear,
        BasketSettings basket,
        AgainSettings again,
        ContentSettings content,
        SequenceSettings viewedThenBought,
        UserNeighbourSettings userNeighbours) {
    static SourceSettings read(SettingsNode node) {
        return new SourceSettings(
                node.section("neighbours", NeighbourSettings::read),
                node.section("linear", LinearSettings::read),
                node.section("basket", BasketSettings::read),
                node.section("again", AgainSettings::read),
                node.section("content", ContentSettings::read),
                node.section("viewed-then-bought", SequenceSettings::read),
                node.section("user-neighbours", UserNeighbourSettings::read));
    }

    /** Reads whether a source gives candidates, which only one that is switched on can; a problem is noted in the node. */
    public static boolean candidates(SettingsNode node, boolean enabled) {
        boolean candidates = node.flag("candidates");
        if (candidates && !enabled) {
            node.problem("candidates", true, "false where enabled is false", "set enabled = true");
        }
        return candidates;
    }

    /** The sources that put candidates forward besides vectors and repeats, in a fixed order: those of links, then of suggestions. */
    public List<Source> ofCandidates() {
        List<Source> sources = new ArrayList<>(ofLinks());
        if (userNeighbours.candidates()) {
            sources.add(Source.USER_NEIGHBOURS);
        }
        return List.copyOf(sources);
    }

    /** The sources of links between items that put candidates forward, in a fixed order. */
    public List<Source> ofLinks() {
        List<Source> sources = new ArrayList<>();
        if (linear.enabled()) {
            sources.add(Source.LINEAR);
        }
        if (neighbours.enabled()) {
            sources.add(Source.NEIGHBOURS);
        }
        if (basket.candidates()) {
            sources.add(Source.BASKET);
        }
        if (viewedThenBought.candidates()) {
            sources.add(Source.VIEWED_THEN_BOUGHT);
        }
        if (content.candidates()) {
            sources.add(Source.CONTENT);
        }
        return List.copyOf(sources);
    }
}
