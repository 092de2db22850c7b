package io.nightshift.jobs.recommend;

import io.nightshift.jobs.recommend.Catalogue.LinkSource;
import io.nightshift.jobs.recommend.links.ItemScores;
import io.nightshift.jobs.recommend.links.LinkScores;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may stand in the lists of one user after the other, with what every source says of it.
 *
 * <ol>
 *   <li>The items the user has a pair with: candidate c is pair c of the history.
 *   <li>The best other items by vector, by each other source, the most popular ones, and those of the user's strongest categories.
 *   <li>The best by content of the items nobody took yet, which no other source can know.
 * </ol>
 *
 * The best by a source alone are always among them. Not for several threads.
 */
final class Candidates {
    /** How many of a user's categories give candidates. */
    private static final int CATEGORIES = 10;

    private final Catalogue catalogue;
    private final int most;
    private final int mostCold;
    private final TopItems nearest;
    private final ItemMarks taken;
    private final ItemMarks popular;
    private final ItemMarks popularInCategory;
    private final List<LinkScores> linkScores;
    private final SuggestedScores suggestedScores;
    private final List<Source> scored;
    private final CategoryHabits categories;
    private UserHistory history = new UserHistory();
    private int[] items = new int[1024];
    private float[] vectorScores = new float[1024];
    private Source[] sources = new Source[1024];
    /** Item to its candidate, for items taken. */
    private final int[] candidateOf;

    private int size;

    /** At most {@code most} items without a pair from each source. */
    Candidates(Catalogue catalogue, int most) {
        this(catalogue, most, 0);
    }

    /** And at most {@code mostCold} cold items from the source of content. */
    Candidates(Catalogue catalogue, int most, int mostCold) {
        this.catalogue = catalogue;
        this.most = most;
        this.mostCold = mostCold;
        this.nearest = new TopItems(most);
        this.taken = new ItemMarks(catalogue.items());
        this.popular = new ItemMarks(catalogue.items());
        this.popularInCategory = new ItemMarks(catalogue.items());
        this.candidateOf = new int[catalogue.items()];
        this.linkScores = catalogue.links().stream()
                .map(source -> new LinkScores(source.links()))
                .toList();
        this.suggestedScores = new SuggestedScores(catalogue.hasSuggestions() ? catalogue.items() : 0);
        this.scored = Stream.concat(
                        catalogue.links().stream().map(LinkSource::source),
                        Stream.of(Source.USER_NEIGHBOURS).filter(suggested -> catalogue.hasSuggestions()))
                .toList();
        this.categories = new CategoryHabits(catalogue);
    }

    /** Turns to a user; the vector is empty without one. */
    void start(UserHistory ofUser, float[] vector) {
        history = ofUser;
        size = 0;
        taken.clear();
        popular.clear();
        popularInCategory.clear();
        categories.start(history);
        for (int pair = 0; pair < history.size(); pair++) {
            add(history.item(pair), vector, Source.ALS);
        }
        findNearest(vector);
        linkScores.forEach(this::scoreLinked);
        if (catalogue.hasSuggestions()) {
            suggestedScores.start(history);
        }
        for (int place = 0; place < scored.size(); place++) {
            findScored(place, vector);
        }
        addFirst(catalogue.popular(), most, vector, Source.POPULAR, popular);
        TopItems strongest = categories.strongest(CATEGORIES);
        for (int i = 0; i < strongest.size(); i++) {
            int[] ofCategory = catalogue.popularInCategory()[strongest.item(i)];
            addFirst(ofCategory, most / CATEGORIES, vector, Source.SEGMENT, popularInCategory);
        }
    }

    private void findNearest(float[] vector) {
        if (vector.length == 0) {
            return;
        }
        nearest.clear();
        catalogue.vectors().search(vector, taken, nearest);
        addAll(nearest, vector, Source.ALS);
    }

    private void scoreLinked(LinkScores scores) {
        scores.clear();
        for (int pair = 0; pair < history.size(); pair++) {
            if (history.weight(pair) > 0) {
                scores.add(history.item(pair), (float) Math.log1p(history.weight(pair)));
            }
        }
    }

    private void findScored(int place, float[] vector) {
        ItemScores scores = scores(place);
        Source source = scored.get(place);
        TopItems best = new TopItems(most);
        TopItems cold = new TopItems(source == Source.CONTENT ? mostCold : 0);
        for (int i = 0; i < scores.size(); i++) {
            int item = scores.item(i);
            if (scores.score(item) > 0 && catalogue.available()[item] && !taken.contains(item)) {
                best.offer(item, scores.score(item));
                if (catalogue.isCold(item)) {
                    cold.offer(item, scores.score(item));
                }
            }
        }
        addAll(best, vector, source);
        addAll(cold, vector, source);
    }

    private void addAll(TopItems best, float[] vector, Source source) {
        best.sort();
        for (int i = 0; i < best.size(); i++) {
            addOther(best.item(i), vector, source);
        }
    }

    /** Looks at the first items of an order until so many of them have no pair with the user. */
    private void addFirst(int[] order, int count, float[] vector, Source source, ItemMarks found) {
        for (int i = 0, others = 0; i < order.length && others < count; i++) {
            if (catalogue.users()[order[i]] > 0 && !isOwn(order[i])) {
                others++;
                found.add(order[i]);
                addOther(order[i], vector, source);
            }
        }
    }

    private boolean isOwn(int item) {
        return taken.contains(item) && isKnown(candidateOf[item]);
    }

    private void addOther(int item, float[] vector, Source source) {
        if (!taken.contains(item)) {
            add(item, vector, source);
        }
    }

    private void add(int item, float[] vector, Source source) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
            vectorScores = Arrays.copyOf(vectorScores, 2 * size);
            sources = Arrays.copyOf(sources, 2 * size);
        }
        taken.add(item);
        candidateOf[item] = size;
        items[size] = item;
        vectorScores[size] = vector.length > 0 && catalogue.vectors().has(item)
                ? catalogue.vectors().score(vector, item)
                : 0;
        sources[size++] = source;
    }

    int size() {
        return size;
    }

    int item(int candidate) {
        return items[candidate];
    }

    /** Whether the user has a pair with it, which then is the pair of the same number. */
    boolean isKnown(int candidate) {
        return candidate < history.size();
    }

    /** The candidate of an item that is one. */
    int of(int item) {
        return candidateOf[item];
    }

    /** Which source found it first, in the order of the class comment; the vectors for an item with a pair. */
    Source source(int candidate) {
        return sources[candidate];
    }

    /** Which of some sources speaks for it: the one that found it, else the first; empty without one. */
    Optional<Source> supporter(int candidate, Set<Source> some) {
        Source finder = sources[candidate];
        return Stream.concat(Stream.of(finder), Arrays.stream(Source.values()))
                .filter(some::contains)
                .filter(source -> speaksFor(source, candidate))
                .findFirst();
    }

    private boolean speaksFor(Source source, int candidate) {
        int item = items[candidate];
        return switch (source) {
            case ALS -> vectorScores[candidate] > 0;
            case LINEAR, NEIGHBOURS, BASKET, VIEWED_THEN_BOUGHT, CONTENT, USER_NEIGHBOURS ->
                place(source) >= 0 && sourceScore(place(source), candidate) > 0;
            case SEGMENT -> popularInCategory.contains(item);
            case POPULAR -> popular.contains(item);
            case REPEAT, TRENDING -> false;
        };
    }

    /** The product of the vectors; 0 without. */
    float vectorScore(int candidate) {
        return vectorScores[candidate];
    }

    float frequency(int candidate) {
        return isKnown(candidate) ? history.frequency(candidate) : 0;
    }

    /** What the source at a place of {@link #scored} says of it; 0 when it says nothing. */
    float sourceScore(int place, int candidate) {
        return scores(place).score(items[candidate]);
    }

    /** The item of the history that says most for it by the source at a place; -1 without one. */
    int linkedFrom(int place, int candidate) {
        return scores(place).strongest(items[candidate]);
    }

    private ItemScores scores(int place) {
        return place < linkScores.size() ? linkScores.get(place) : suggestedScores;
    }

    /** The sources with scores of their own besides the vectors, in a fixed order. */
    List<Source> scored() {
        return scored;
    }

    UserHistory history() {
        return history;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    CategoryHabits categories() {
        return categories;
    }

    /** The place of a source in {@link #scored}; -1 when it is none of them. */
    int place(Source source) {
        return scored.indexOf(source);
    }
}
