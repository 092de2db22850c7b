package io.nightshift.jobs.recommend;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the lists of one user after the other.
 *
 * <ol>
 *   <li>The items the user has no pair with are searched once for the best by vector: candidates of every list.
 *   <li>The items the user has a pair with are all scored.
 *   <li>For each list, what it allows is blended: weight x own value / the user's best value, for frequency and for the vectors; above 0
 *       by score descending, then item ascending.
 *   <li>The {@link Ladder} fills the rest.
 * </ol>
 *
 * The blend is exact: an item without a pair has no frequency, so the best by blend are the best by vector. Not for several threads.
 */
final class ListMaker {
    private final Catalogue catalogue;
    private final List<ListSpec> specs;
    private final TopItems unknown;
    private final ItemMarks withPair;
    private final Reasons reasons;
    private final FallbackLadder fallback;
    private float[] ownScores = new float[64];

    ListMaker(Catalogue catalogue, List<ListSpec> specs) {
        this.catalogue = catalogue;
        this.specs = specs;
        this.unknown =
                new TopItems(specs.stream().mapToInt(ListSpec::most).max().orElse(0));
        this.withPair = new ItemMarks(catalogue.items());
        this.reasons = new Reasons(catalogue);
        this.fallback = new FallbackLadder(catalogue);
    }

    /**
     * The lists of one user, in the order of the specs.
     *
     * @param history the user's pairs
     * @param vector the user's vector; empty without one
     */
    List<List<ListRow>> lists(UserHistory history, float[] vector) {
        scoreUnknown(history, vector);
        scoreOwn(history, vector);
        reasons.start(history);
        List<List<ListRow>> lists = new ArrayList<>(specs.size());
        for (ListSpec spec : specs) {
            List<ListRow> rows = blended(spec, history);
            fallback.fill(rows, spec, history);
            lists.add(rows);
        }
        return lists;
    }

    private void scoreUnknown(UserHistory history, float[] vector) {
        unknown.clear();
        withPair.clear();
        for (int pair = 0; pair < history.size(); pair++) {
            withPair.add(history.item(pair));
        }
        if (vector.length == 0) {
            return;
        }
        catalogue.vectors().search(vector, withPair, unknown);
        unknown.sort();
    }

    private void scoreOwn(UserHistory history, float[] vector) {
        if (ownScores.length < history.size()) {
            ownScores = new float[2 * history.size()];
        }
        for (int pair = 0; pair < history.size(); pair++) {
            int item = history.item(pair);
            ownScores[pair] = vector.length > 0 && catalogue.vectors().has(item)
                    ? catalogue.vectors().score(vector, item)
                    : 0;
        }
    }

    private boolean isEligible(UserHistory history, int pair, ListProtocol protocol) {
        return catalogue.available()[history.item(pair)]
                && !history.isHidden(pair)
                && protocol.allows(history.isConverted(pair));
    }

    private List<ListRow> blended(ListSpec spec, UserHistory history) {
        boolean takesUnknown = spec.protocol() != ListProtocol.AGAIN;
        float bestVector = takesUnknown && unknown.size() > 0 ? Math.max(0, unknown.score(0)) : 0;
        float bestFrequency = 0;
        for (int pair = 0; pair < history.size(); pair++) {
            if (isEligible(history, pair, spec.protocol())) {
                bestVector = Math.max(bestVector, ownScores[pair]);
                bestFrequency = Math.max(bestFrequency, history.frequency(pair));
            }
        }
        double perVector = bestVector > 0 ? spec.blend().als() / bestVector : 0;
        double perFrequency = bestFrequency > 0 ? spec.blend().repeat() / bestFrequency : 0;
        TopItems best = new TopItems(spec.most());
        for (int pair = 0; pair < history.size(); pair++) {
            if (isEligible(history, pair, spec.protocol())) {
                double score = perFrequency * history.frequency(pair) + perVector * ownScores[pair];
                offer(best, history.item(pair), score);
            }
        }
        for (int i = 0; takesUnknown && i < unknown.size(); i++) {
            offer(best, unknown.item(i), perVector * unknown.score(i));
        }
        best.sort();
        return rows(best, spec, history);
    }

    private static void offer(TopItems best, int item, double score) {
        if ((float) score > 0) {
            best.offer(item, (float) score);
        }
    }

    private List<ListRow> rows(TopItems best, ListSpec spec, UserHistory history) {
        List<ListRow> rows = new ArrayList<>(spec.most());
        for (int i = 0; i < best.size(); i++) {
            int item = best.item(i);
            boolean isRepeat = spec.blend().repeat() > 0 && withPair.contains(item) && history.frequencyOf(item) > 0;
            rows.add(
                    isRepeat
                            ? new ListRow(item, best.score(i), Source.REPEAT, Reasons.BOUGHT_BEFORE)
                            : new ListRow(item, best.score(i), Source.ALS, reasons.like(item)));
        }
        return rows;
    }
}
