package io.nightshift.jobs.recommend.rules;

import io.nightshift.jobs.recommend.rules.RuleEffects.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the lists of one placement, user after user; not for several threads.
 *
 * <ol>
 *   <li>Candidates that are gone, hidden, of another source or excluded drop out; the others get their {@link CandidateValues}.
 *   <li>Pins fill their places in the order of the rules.
 *   <li>The other places, first to last, go to the candidate with the largest value (or marginal relevance) that no limit keeps out,
 *       ties by rank; when none is left, to the most popular such item.
 *   <li>Places behind the last item close up, so that ranks have no gaps.
 * </ol>
 */
final class RuledList {
    /** Where a row comes from that a rule put in and no source ranked. */
    static final String RULE = "rule";
    /** Where a row comes from that filled a list up. */
    static final String POPULAR = "popular";
    /** The reason of a row that only a pin put in; the rule's name follows. */
    static final String PINNED = "pinned:";

    private final RuleItems items;
    private final Placement placement;
    private final boolean[] followed;
    private final CandidateValues values;
    private final ListLimits limits;
    private final RuleEffects effects;

    private final List<Candidate> open = new ArrayList<>();
    private final List<Double> worth = new ArrayList<>();
    private final ListedPlace[] places;
    private RuledUser user;
    private int nextPopular;

    RuledList(RuleItems items, Placement placement, boolean[] followed, RuleEffects effects) {
        this.items = items;
        this.placement = placement;
        this.followed = followed;
        this.values = new CandidateValues(items.rules(), followed);
        this.limits = new ListLimits(items, followed, placement.topN());
        this.effects = effects;
        this.places = new ListedPlace[placement.topN()];
    }

    /** The list of a user; shorter than the placement's length only when no further item may join it. */
    List<ListedPlace> of(RuledUser listOf, List<Candidate> ranked) {
        start(listOf, ranked);
        for (int rule = 0; rule < followed.length; rule++) {
            if (isConcerned(rule) && items.rules().get(rule).action() instanceof RuleAction.Pin pin) {
                pin(rule, pin);
            }
        }
        fill();
        List<ListedPlace> list = new ArrayList<>();
        for (ListedPlace place : places) {
            if (place != null) {
                list.add(place);
            }
        }
        return list;
    }

    private void start(RuledUser listOf, List<Candidate> ranked) {
        user = listOf;
        limits.start(listOf);
        nextPopular = 0;
        open.clear();
        worth.clear();
        java.util.Arrays.fill(places, null);
        for (int rank = 1; rank <= ranked.size(); rank++) {
            Candidate candidate = ranked.get(rank - 1);
            if (placement.takes(candidate.source()) && isLeft(limits.excludes(candidate.item()))) {
                open.add(candidate);
                worth.add(values.of(rank, candidate.item(), listOf));
            }
        }
    }

    private boolean isLeft(int keptOutBy) {
        if (keptOutBy >= 0) {
            effects.count(keptOutBy, Effect.REMOVED);
        }
        return keptOutBy == ListLimits.FREE;
    }

    private boolean isConcerned(int rule) {
        return followed[rule] && user.concerned()[rule];
    }

    private void pin(int rule, RuleAction.Pin pin) {
        for (int rank : pin.ranks()) {
            if (rank <= places.length && places[rank - 1] == null) {
                Optional<Candidate> pinned = bestFor(rule);
                if (pinned.isEmpty()) {
                    return;
                }
                place(rank - 1, pinned.get(), rule);
                effects.count(rule, Effect.PINNED);
            }
        }
    }

    private Optional<Candidate> bestFor(int rule) {
        CompiledRule compiled = items.rules().get(rule);
        int best = -1;
        for (int i = 0; i < open.size(); i++) {
            if (compiled.about()[open.get(i).item()]
                    && limits.limits(open.get(i).item()) == ListLimits.FREE
                    && (best < 0 || worth.get(i) > worth.get(best))) {
                best = i;
            }
        }
        if (best >= 0) {
            Candidate candidate = take(best);
            // What only filled the list up has no reason of its own to be there.
            return Optional.of(candidate.reason().equals(POPULAR) ? pinned(rule, candidate.item()) : candidate);
        }
        for (int item : compiled.pinned()) {
            if (isFree(item)) {
                return Optional.of(pinned(rule, item));
            }
        }
        return Optional.empty();
    }

    private Candidate pinned(int rule, int item) {
        return new Candidate(
                item, items.users()[item], RULE, PINNED + items.rules().get(rule).name());
    }

    private boolean isFree(int item) {
        return limits.excludes(item) == ListLimits.FREE && limits.limits(item) == ListLimits.FREE;
    }

    private Candidate take(int candidate) {
        worth.remove(candidate);
        return open.remove(candidate);
    }

    private void fill() {
        MarginalRelevance relevance = new MarginalRelevance(items.rules(), this::isConcerned, placesTaken());
        for (int place = 0; place < places.length; place++) {
            if (places[place] == null && !fillFromCandidates(place, relevance) && !fillFromPopular(place)) {
                return;
            }
        }
    }

    private List<Integer> placesTaken() {
        List<Integer> taken = new ArrayList<>();
        for (ListedPlace place : places) {
            if (place != null) {
                taken.add(place.candidate().item());
            }
        }
        return taken;
    }

    private boolean fillFromCandidates(int place, MarginalRelevance relevance) {
        while (!open.isEmpty()) {
            int best = relevance.best(open, worth);
            int keptOutBy = limits.limits(open.get(best).item());
            if (keptOutBy != ListLimits.FREE) {
                isLeft(keptOutBy);
                take(best);
                continue;
            }
            int diversity = relevance.movedBy(best, worth);
            Candidate candidate = take(best);
            place(place, candidate, diversity);
            if (diversity >= 0) {
                effects.count(diversity, Effect.MOVED);
            }
            relevance.taken(candidate.item());
            return true;
        }
        return false;
    }

    private boolean fillFromPopular(int place) {
        while (nextPopular < items.popular().length) {
            int item = items.popular()[nextPopular++];
            if (isFree(item)) {
                place(place, new Candidate(item, items.users()[item], POPULAR, POPULAR), -1);
                return true;
            }
        }
        return false;
    }

    /** @param placedBy the rule that chose the row for this place; -1 when its value did */
    private void place(int place, Candidate candidate, int placedBy) {
        List<String> names = new ArrayList<>();
        boolean isRanked = !candidate.source().equals(RULE) && !candidate.reason().equals(POPULAR);
        for (int rule = 0; rule < followed.length; rule++) {
            boolean isWeighed = isRanked && values.weighs(rule, candidate.item(), user);
            if (isWeighed) {
                effects.count(rule, Effect.MOVED);
            }
            if (isWeighed || rule == placedBy) {
                names.add(items.rules().get(rule).name());
            }
        }
        places[place] = new ListedPlace(candidate, names);
        limits.list(candidate.item());
    }
}
