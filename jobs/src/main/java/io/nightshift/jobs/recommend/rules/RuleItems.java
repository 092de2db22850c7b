package io.nightshift.jobs.recommend.rules;

import io.nightshift.jobs.recommend.PackedIds;
import java.io.Serializable;
import java.util.List;

/**
 * What the rules need to know of tonight's items, in arrays over their places in the order of their ids; sent to every executor once.
 *
 * @param ids the string ids in the order of their UTF-8 bytes
 * @param titles the titles; an item without one has its id
 * @param available whether an item may be listed
 * @param users item to its users in the popularity window
 * @param popular the available items by users descending, then id ascending
 * @param rules those that hold tonight, in the order of the settings
 */
record RuleItems(
        PackedIds ids, PackedIds titles, boolean[] available, int[] users, int[] popular, List<CompiledRule> rules)
        implements Serializable {

    /** The place of an id; -1 for an item that is not in tonight's items. */
    int place(String id) {
        return ids.find(id);
    }

    /** The title of an item, or its id where there is none. */
    String nameOf(String id) {
        int place = place(id);
        return place < 0 ? id : titles.id(place);
    }

    int size() {
        return available.length;
    }
}
