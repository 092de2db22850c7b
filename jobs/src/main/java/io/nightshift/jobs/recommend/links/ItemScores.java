package io.nightshift.jobs.recommend.links;

/** What one source says of items to the user at hand. */
public interface ItemScores {
    /** How many items it says something of. */
    int size();

    /** One of the items it says something of; place from 0 to {@link #size} - 1. */
    int item(int place);

    /** The score of any item; 0 when it says nothing. */
    float score(int item);

    /** The item of the history that says most for it; -1 without one. */
    int strongest(int item);
}
