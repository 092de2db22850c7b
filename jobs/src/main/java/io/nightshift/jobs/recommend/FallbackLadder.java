package io.nightshift.jobs.recommend;

import java.util.Arrays;
import java.util.List;

/** Fills lists from the user's strongest category, from what trends, and from what is popular; not for several threads. */
final class FallbackLadder {
    private final Catalogue catalogue;
    private final ItemMarks closed;
    private final double[] byCategory;

    FallbackLadder(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.closed = new ItemMarks(catalogue.items());
        this.byCategory = new double[catalogue.categoryNames().length];
    }

    /** Appends rows until the list and its reserve are full or no eligible item is left; the shares are those of the list alone. */
    void fill(List<ListRow> rows, ListSpec spec, UserHistory history) {
        Ladder ladder = spec.ladder();
        if (ladder.popular() == Ladder.Popular.LEAVE_SHORT
                || spec.protocol() == ListProtocol.AGAIN
                || rows.size() == spec.most()) {
            return;
        }
        close(rows, spec, history);
        if (spec.takes(Source.SEGMENT)) {
            fillFromSegment(rows, limit(rows, ladder.mostOf(ladder.segmentShare(), spec.topN()), spec), history);
        }
        if (spec.takes(Source.TRENDING)) {
            fillFromTrend(rows, limit(rows, ladder.mostOf(ladder.trendingShare(), spec.topN()), spec));
        }
        fillFromPopular(rows, spec.most());
    }

    private static int limit(List<ListRow> rows, int most, ListSpec spec) {
        return Math.min(spec.topN(), rows.size() + most);
    }

    private void close(List<ListRow> rows, ListSpec spec, UserHistory history) {
        closed.clear();
        rows.forEach(row -> closed.add(row.item()));
        for (int pair = 0; pair < history.size(); pair++) {
            if (history.isHidden(pair) || !spec.protocol().allows(history.isConverted(pair))) {
                closed.add(history.item(pair));
            }
        }
    }

    private void fillFromSegment(List<ListRow> rows, int limit, UserHistory history) {
        int category = strongestCategory(history);
        if (category < 0 || rows.size() >= limit) {
            return;
        }
        String reason = Reasons.CATEGORY + catalogue.categoryNames()[category];
        for (int item : catalogue.popularInCategory()[category]) {
            if (rows.size() >= limit) {
                return;
            }
            append(rows, item, catalogue.users()[item], Source.SEGMENT, reason);
        }
    }

    /** The category with the largest sum of weights, ties by name; -1 when the user has none. */
    private int strongestCategory(UserHistory history) {
        Arrays.fill(byCategory, 0);
        int strongest = -1;
        for (int pair = 0; pair < history.size(); pair++) {
            int category = catalogue.categories()[history.item(pair)];
            if (category >= 0) {
                byCategory[category] += history.weight(pair);
            }
        }
        for (int category = 0; category < byCategory.length; category++) {
            if (byCategory[category] > (strongest < 0 ? 0 : byCategory[strongest])) {
                strongest = category;
            }
        }
        return strongest;
    }

    private void fillFromTrend(List<ListRow> rows, int limit) {
        Catalogue.Trend trend = catalogue.trending();
        for (int i = 0; i < trend.items().length && rows.size() < limit; i++) {
            append(rows, trend.items()[i], trend.strengths()[i], Source.TRENDING, Reasons.TRENDING);
        }
    }

    private void fillFromPopular(List<ListRow> rows, int limit) {
        for (int i = 0; i < catalogue.popular().length && rows.size() < limit; i++) {
            int item = catalogue.popular()[i];
            append(rows, item, catalogue.users()[item], Source.POPULAR, Reasons.POPULAR);
        }
    }

    private void append(List<ListRow> rows, int item, float score, Source source, String reason) {
        if (!closed.contains(item)) {
            closed.add(item);
            rows.add(new ListRow(item, score, source, reason));
        }
    }
}
