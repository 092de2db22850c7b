package io.nightshift.jobs.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes the lists of one user after the other.
 *
 * <ol>
 *   <li>{@link Candidates} are found once for all lists.
 *   <li>For each list, those that it allows are scored; above 0 by score descending, then item ascending.
 *   <li>{@link ColdItems} get some places behind the list, or what the list leaves empty.
 *   <li>The {@link Ladder} fills the rest.
 * </ol>
 *
 * Not for several threads.
 */
final class ListMaker {
    private final Catalogue catalogue;
    private final List<ListSpec> specs;
    private final Candidates candidates;
    private final CandidateScores scores;
    private final Reasons reasons;
    private final ColdItems cold;
    private final FallbackLadder fallback;

    ListMaker(ListModels models, List<ListSpec> specs) {
        this.catalogue = models.catalogue();
        this.specs = specs;
        int longest = specs.stream().mapToInt(ListSpec::most).max().orElse(0);
        this.candidates = new Candidates(catalogue, Math.max(longest, models.candidates()), models.coldCandidates());
        this.scores = new CandidateScores(candidates, models.ranker());
        this.reasons = new Reasons(catalogue);
        this.cold = new ColdItems(candidates, models.coldCandidates());
        this.fallback = new FallbackLadder(catalogue);
    }

    /**
     * The lists of one user, in the order of the specs.
     *
     * @param history the user's pairs
     * @param vector the user's vector; empty without one
     */
    List<List<ListRow>> lists(UserHistory history, float[] vector) {
        candidates.start(history, vector);
        scores.start();
        reasons.start(history);
        List<List<ListRow>> lists = new ArrayList<>(specs.size());
        for (ListSpec spec : specs) {
            List<ListRow> rows = scored(spec);
            cold.add(rows, spec, reasons);
            fallback.fill(rows, spec, history);
            lists.add(rows);
        }
        return lists;
    }

    private boolean isEligible(int candidate, ListSpec spec) {
        ListProtocol protocol = spec.protocol();
        if (source(candidate, spec).isEmpty()) {
            return false;
        }
        if (!candidates.isKnown(candidate)) {
            return protocol != ListProtocol.AGAIN;
        }
        UserHistory history = candidates.history();
        return catalogue.available()[candidates.item(candidate)]
                && !history.isHidden(candidate)
                && protocol.allows(history.isConverted(candidate));
    }

    private List<ListRow> scored(ListSpec spec) {
        int[] eligible = new int[candidates.size()];
        int count = 0;
        for (int candidate = 0; candidate < eligible.length; candidate++) {
            if (isEligible(candidate, spec)) {
                eligible[count++] = candidate;
            }
        }
        float[] scored = scores.of(spec.scoring(), Arrays.copyOf(eligible, count));
        TopItems best = new TopItems(spec.most());
        for (int i = 0; i < count; i++) {
            if (scored[i] > 0) {
                best.offer(candidates.item(eligible[i]), scored[i]);
            }
        }
        best.sort();
        return rows(best, spec);
    }

    /** Where the list has a candidate from; empty when from nowhere that it takes. What the user takes again is a repeat and nothing else. */
    private Optional<Source> source(int candidate, ListSpec spec) {
        if (spec.scoring().looksAtRepeats() && candidates.frequency(candidate) > 0) {
            return Optional.of(Source.REPEAT).filter(spec::takes);
        }
        return spec.sources().isEmpty()
                ? Optional.of(candidates.source(candidate))
                : candidates.supporter(candidate, spec.sources());
    }

    private List<ListRow> rows(TopItems best, ListSpec spec) {
        List<ListRow> rows = new ArrayList<>(spec.most());
        for (int i = 0; i < best.size(); i++) {
            int candidate = candidates.of(best.item(i));
            Source source = source(candidate, spec).orElseThrow();
            rows.add(new ListRow(best.item(i), best.score(i), source, reasons.of(source, candidate, candidates)));
        }
        return rows;
    }
}
