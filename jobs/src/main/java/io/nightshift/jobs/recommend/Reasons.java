package io.nightshift.jobs.recommend;

/** Short reasons for people and for programs: a code, and after a colon the item or category it is about. */
final class Reasons {
    /** The user bought the item before. */
    static final String BOUGHT_BEFORE = "bought-before";
    /** The user bought it before, and as many days as usual went by. */
    static final String DUE = "due";
    /** Close to what the user likes, without one item that stands for it. */
    static final String TASTE = "taste";
    /** Like the item after the colon, which the user took. */
    static final String LIKE = "like:";
    /** Like the item after the colon, which the list is shown with, in what it is. */
    static final String SIMILAR = "similar:";
    /** Taken by the same people as the item after the colon, which the list is shown with. */
    static final String TAKEN_WITH = "taken-with:";
    /** Like the item after the colon, which the user only looked at. */
    static final String LOOKED_AT = "looked-at:";
    /** Often in one order with the item after the colon, which the user has. */
    static final String BOUGHT_WITH = "bought-with:";
    /** Bought by users after they viewed the item after the colon, which the user has an event with. */
    static final String BOUGHT_AFTER = "bought-after:";
    /** Taken lately by users who take the same items. */
    static final String ALIKE = "alike";
    /** Popular in the category after the colon, the user's strongest. */
    static final String CATEGORY = "category:";

    static final String TRENDING = "trending";
    static final String POPULAR = "popular";

    /** How many of the user's strongest items may serve as the reason of another. */
    private static final int LIKED = 10;

    private final Catalogue catalogue;
    private final TopItems liked = new TopItems(LIKED);

    Reasons(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Turns to a user: learns the user's ten strongest items with a vector, by weight. */
    void start(UserHistory history) {
        liked.clear();
        for (int pair = 0; pair < history.size(); pair++) {
            if (history.weight(pair) > 0 && catalogue.vectors().has(history.item(pair))) {
                liked.offer(history.item(pair), history.weight(pair));
            }
        }
        liked.sort();
    }

    /** Why a candidate stands where its source put it. */
    String of(Source source, int candidate, Candidates candidates) {
        int item = candidates.item(candidate);
        int place = candidates.place(source);
        if (place >= 0 && source != Source.USER_NEIGHBOURS) {
            int from = candidates.linkedFrom(place, candidate);
            return from < 0
                    ? TASTE
                    : linked(source, from, candidates) + catalogue.ids().id(from);
        }
        return switch (source) {
            case USER_NEIGHBOURS -> ALIKE;
            case REPEAT -> candidates.history().habit(candidate).isDue() ? DUE : BOUGHT_BEFORE;
            case POPULAR -> POPULAR;
            case SEGMENT -> CATEGORY + catalogue.categoryNames()[catalogue.categories()[item]];
            default -> like(item, candidates);
        };
    }

    /** The code for an item of the history. */
    private static String linked(Source source, int from, Candidates candidates) {
        return switch (source) {
            case BASKET -> BOUGHT_WITH;
            case VIEWED_THEN_BOUGHT -> BOUGHT_AFTER;
            default -> candidates.history().isConverted(candidates.of(from)) ? LIKE : LOOKED_AT;
        };
    }

    /** The user's strong item that is closest by cosine; ties have the stronger one. An item that was only returned has no vector. */
    private String like(int item, Candidates candidates) {
        if (!catalogue.vectors().has(item)) {
            return TASTE;
        }
        int closest = -1;
        double best = 0;
        for (int i = 0; i < liked.size(); i++) {
            double cosine = liked.item(i) == item ? 0 : catalogue.vectors().cosine(item, liked.item(i));
            if (cosine > best) {
                best = cosine;
                closest = liked.item(i);
            }
        }
        return closest < 0
                ? TASTE
                : linked(Source.ALS, closest, candidates) + catalogue.ids().id(closest);
    }
}
