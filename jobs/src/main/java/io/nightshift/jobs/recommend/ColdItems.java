package io.nightshift.jobs.recommend;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives items that nobody took yet a place among a user's rows, the most like the user's own items first. What a list holds by its scores
 * stays: they take places that are empty, or the last ones of the reserve behind the list, from where a rule may pin or boost them.
 * Not for several threads.
 */
final class ColdItems {
    private final Candidates candidates;
    private final Catalogue catalogue;
    private final int most;
    private final int place;

    /** At most {@code most} of them in the rows of a user. */
    ColdItems(Candidates candidates, int most) {
        this.candidates = candidates;
        this.catalogue = candidates.catalogue();
        this.most = most;
        this.place = candidates.place(Source.CONTENT);
    }

    /** Adds them to the scored rows of the user whose candidates they are, where the list is filled up at all. */
    void add(List<ListRow> rows, ListSpec spec, Reasons reasons) {
        if (place < 0
                || most == 0
                || !spec.takes(Source.CONTENT)
                || spec.protocol() == ListProtocol.AGAIN
                || spec.ladder().popular() == Ladder.Popular.LEAVE_SHORT) {
            return;
        }
        TopItems best = best(rows);
        int kept = Math.max(Math.min(rows.size(), spec.topN()), Math.min(rows.size(), spec.most() - best.size()));
        rows.subList(kept, rows.size()).clear();
        for (int i = 0; i < best.size() && rows.size() < spec.most(); i++) {
            int candidate = candidates.of(best.item(i));
            String reason = reasons.of(Source.CONTENT, candidate, candidates);
            rows.add(new ListRow(best.item(i), best.score(i), Source.CONTENT, reason));
        }
    }

    /** The best that are missing, in order; those the rows have count as well. */
    private TopItems best(List<ListRow> rows) {
        Set<Integer> cold =
                rows.stream().map(ListRow::item).filter(catalogue::isCold).collect(Collectors.toSet());
        TopItems best = new TopItems(Math.max(0, most - cold.size()));
        for (int candidate = candidates.history().size(); candidate < candidates.size(); candidate++) {
            int item = candidates.item(candidate);
            float score = candidates.sourceScore(place, candidate);
            if (score > 0 && catalogue.available()[item] && catalogue.isCold(item) && !cold.contains(item)) {
                best.offer(item, score);
            }
        }
        best.sort();
        return best;
    }
}
